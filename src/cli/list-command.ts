import { Command } from 'commander';

export const listCommand = (): Command => new Command('list');
