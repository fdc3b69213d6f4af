import { Command } from 'commander';

export const floorCommand = (): Command => new Command('floor');
