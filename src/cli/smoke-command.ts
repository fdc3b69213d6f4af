import { Command } from 'commander';

export const smokeCommand = (): Command => new Command('smoke');
