import { beside, filter, operation, sequence, type CallStep } from '../../contract/stimulus.ts';
import { manifests as drawnManifests, type DrawnManifest } from '../arbitraries/manifests.ts';
import { callDoor } from '../call-door.ts';
import { marker, type Expectation } from '../expectation.ts';
import { bundleParts, doors, extensionSource } from '../extension-source.ts';
import { readPlainManifest, type PlainGrants, type PlainVerdict } from '../oracle/plain-manifest.ts';
import type { Program, Property } from '../program.ts';

const url = 'https://inside.example/granted';

/* What a call tries, by its number. */
const uses = ['log', 'sleep', 'request'] as const;

const body = `const uses = [
  async () => (await log('used'), 'used'),
  async () => typeof (await sleep(1)),
  async () => ({ data: (await request('${url}', { method: 'GET' })).data }),
];

const use = async (n) => {
  try {
    return await uses[n]();
  } catch (error) {
    return { refused: { name: String(error?.name), message: String(error?.message) } };
  }
};`;

const expectedUse = (use: (typeof uses)[number], grants: PlainGrants, call: number): Expectation => {
  const orRefused = grants.isExact ? {} : { orRefused: true as const };
  switch (use) {
    case 'log':
      return grants.log ? { call, gives: ['used'], logs: ['used'], ...orRefused } : { call, refused: true };
    case 'sleep':
      return grants.sleep ? { call, gives: ['undefined'], ...orRefused } : { call, refused: true };
    case 'request':
      return grants.grantsRequest(url, 'GET') ? { call, sends: [{ method: 'GET', url }], ...orRefused } : { call, refused: true };
  }
};

const partDoors: Readonly<Record<string, (n: number) => CallStep>> = {
  'operation write': (n) => operation('write', { n }),
  'operation send': (n) => operation('send', { n }),
  'hook stamp': (n) => filter(doors.filter, { n }),
};

interface Door {
  readonly isDeclared: boolean;
  readonly call: (n: number) => CallStep;
}

const doorsOf = (type: DrawnManifest['type'], verdict: PlainVerdict): readonly Door[] =>
  type === 'bundle'
    ? Object.entries(partDoors).map(([part, call]) => ({ isDeclared: !verdict.isRefused && verdict.parts.includes(part), call }))
    : [{ isDeclared: true, call: (n) => callDoor(type, { n }) }];

const verdictName = (verdict: PlainVerdict): string =>
  verdict.isRefused ? 'refused' : verdict.mayBeRefused ? (verdict.isExact ? 'open' : 'open, and what it grants') : 'accepted';

const judged = (type: DrawnManifest['type'], verdict: PlainVerdict) => {
  const steps = doorsOf(type, verdict).flatMap((door) => uses.map((use, n) => ({ door, use, step: door.call(n) })));
  const expectedLoad = ((): readonly Expectation[] => {
    if (!verdict.isRefused) return [{ load: 'subject', ...(verdict.mayBeRefused ? { mayBeRefused: true } : { accepted: true }) }];
    const { names, isSeenInCode } = verdict;
    return [{ load: 'subject', refused: true, ...(isSeenInCode ? {} : { phase: 'manifest' }), ...(names.length === 0 ? {} : { names }) }];
  })();
  const expectedCalls = verdict.isRefused
    ? []
    : steps.map(({ door, use }, call): Expectation => (door.isDeclared ? expectedUse(use, verdict, call) : { call, absent: true }));
  // a manifest harms nobody else
  const expectedBeside: Expectation = { call: 0, role: 'beside', answers: 'honest' };
  return { steps: steps.map(({ step }) => step), expects: [...expectedLoad, ...expectedCalls, expectedBeside] };
};

const program = ({ type, text, sound, slips, spelling }: DrawnManifest): Program => {
  const read = (one: string): PlainVerdict =>
    readPlainManifest(one.replaceAll('{{name}}', 'a-name'), { files: ['index.js'], parts: bundleParts });
  const verdict = read(text);
  const { steps, expects } = judged(type, verdict);
  return {
    given: {
      extension: 'announces-itself',
      manifestText: text,
      source: extensionSource({ type, body, act: 'await use(input.n)' }),
      network: { answers: { [url]: { body: marker } } },
      beside: { extension: 'honest-operation' },
    },
    when: sequence(...steps, beside(operation('honest'))),
    expects,
    ...(verdict.isRefused || verdict.mayBeRefused
      ? { twin: { given: { manifestText: sound }, expects: judged(type, read(sound)).expects } }
      : {}),
    ...(type === 'bundle' ? { needs: ['bundle'] as const } : {}),
    covers: [
      ...slips.map((slip) => `slip: ${slip}`),
      `spelling: ${spelling}`,
      `type: ${type}`,
      `verdict: ${verdictName(verdict)}`,
      ...(verdict.isRefused
        ? []
        : [
            `log: ${verdict.log ? 'granted' : 'denied'}`,
            `sleep: ${verdict.sleep ? 'granted' : 'denied'}`,
            `request: ${verdict.grantsRequest(url, 'GET') ? 'granted' : 'denied'}`,
          ]),
    ],
  };
};

/** A manifest is refused, or grants exactly what it says, however its value is written. */
export const manifests: Property = {
  name: 'manifests',
  clause: 'MAN-3',
  says: 'a malformed manifest is refused, alone and for a field that is wrong; any other grants the scopes that stand in it and no more, however it is written',
  programs: drawnManifests.map(program),
};
