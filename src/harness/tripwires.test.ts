import { existsSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';

import { openFolder } from './testing/open-folder.testing.ts';
import { resolveAdapter } from './resolve-adapter.ts';
import { spawnCell } from './spawn-cell.ts';
import { layTripwires } from './tripwires.ts';

const readsAll = `import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
const [file, port] = process.argv.slice(2);
const variable = Object.entries(process.env).find(([name]) => name.startsWith('SANDPROOF_TRIP_'))[1];
let socket = '';
connect(Number(port), '127.0.0.1').on('data', (bytes) => { socket += bytes; }).on('end', () => {
  process.stdout.write(JSON.stringify({ variable, file: readFileSync(file, 'utf8'), descriptor: readFileSync(3, 'utf8'), socket: socket.split('\\r\\n').at(-1) }));
});`;

const connection = (port: string): Promise<string> =>
  new Promise((resolve, reject) => {
    let text = '';
    const socket = connect(Number(port), '127.0.0.1', () => socket.write('anything'));
    socket.on('data', (bytes) => (text += String(bytes)));
    socket.on('end', () => resolve(text));
    socket.on('error', reject);
  });

describe('layTripwires', () => {
  it('draws every secret and every place afresh', async () => {
    await using one = await layTripwires();
    await using other = await layTripwires();
    for (const name of ['variable', 'file', 'descriptor', 'socket'] as const) expect(one.secrets[name]).not.toBe(other.secrets[name]);
    for (const place of ['tripVariable', 'tripFile', 'tripFolder', 'tripPort'] as const)
      expect(one.places[place]).not.toBe(other.places[place]);
  });

  it('is all within reach of the program of a cell, whatever it is written in', async () => {
    using folder = openFolder();
    writeFileSync(folder.join('reads-all.mjs'), readsAll);
    await using tripwires = await layTripwires();
    const { tripFile, tripPort } = tripwires.places;
    const target = resolveAdapter(`exec: "${process.execPath}" "${folder.join('reads-all.mjs')}" ${tripFile} ${tripPort}`);
    const cell = await spawnCell({ ...target, evidence: 'none' }, 'mark', { tripwires }, () => undefined);
    let text = '';
    cell.output.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
    await cell.ended;
    await cell.end();
    expect(JSON.parse(text)).toEqual(tripwires.secrets);
  });

  it('counts the connections to its socket', async () => {
    await using tripwires = await layTripwires();
    expect(tripwires.connections).toBe(0);
    expect(await connection(tripwires.places.tripPort)).toContain(tripwires.secrets.socket);
    expect(tripwires.connections).toBe(1);
  });

  it('leaves nothing behind', async () => {
    const tripwires = await layTripwires();
    const { tripFolder, tripPort } = tripwires.places;
    await tripwires[Symbol.asyncDispose]();
    expect(existsSync(tripFolder)).toBe(false);
    await expect(connection(tripPort)).rejects.toThrow('ECONNREFUSED');
  });
});
