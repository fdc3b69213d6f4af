import { Command } from 'commander';

export const adaptersCommand = (): Command => new Command('adapters');
