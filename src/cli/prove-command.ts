import { Command } from 'commander';

export const proveCommand = (): Command => new Command('prove');
