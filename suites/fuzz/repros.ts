import { defineCases } from '../../src/contract/define-cases.ts';
import { reproCases } from '../../src/fuzz/repro-cases.ts';

export default defineCases(reproCases());
