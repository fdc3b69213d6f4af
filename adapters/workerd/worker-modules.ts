import { randomUUID } from 'node:crypto';

import { apiSpecifier, bootSource } from '../../src/guest/sources.ts';

/** One ES module of a worker: the name by which others import it, and its source. */
export interface WorkerModule {
  readonly name: string;
  readonly source: string;
}

/* Every module of a worker can import every other one, so the boot module is `directus:api` itself, and hands its pump over by a global that is gone before the extension runs. */
const pumpNames = ['configure', 'register', 'dispatch', 'deliver', 'drain'];

const apiSource = `${bootSource.replaceAll(/^export (?=const (?!(?:log|sleep|request) ))/gm, '')}
globalThis.pump = freeze({ ${pumpNames.join(', ')} });
`;

/* First of all: the prototypes of workerd's global object have properties that can't be deleted, so it is cut off from them. */
const startSource = `
export const { WebSocketPair, Response, setTimeout } = globalThis;
export const state = { __proto__: null, linked: false, extension: undefined, body: '' };
Object.setPrototypeOf(globalThis, Object.prototype);
`;

interface Names {
  readonly start: string;
  readonly evaluating: string;
}

/** ms between two looks for records in a worker that nobody asks. */
const seldomMs = 100;

/* The extension could find the name of this module in a stack: its entrance opens once, and that is before the extension is loaded. */
const mainSource = ({ start, evaluating }: Names): string => `
import { Response, setTimeout, state, WebSocketPair } from '${start}';
import '${apiSpecifier}';

const { pump } = globalThis;
delete globalThis.pump;
const { configure, register, dispatch, deliver, drain } = pump;
const { stringify } = JSON;
const { defineProperty, freeze } = Object;
const { Promise } = globalThis;
const uncurry = Function.prototype.bind.bind(Function.prototype.call);
const slice = uncurry(String.prototype.slice);

const read = (thrown, key, otherwise, length) => {
  try {
    const value = thrown[key];
    return slice(typeof value === 'string' ? value : otherwise, 0, length);
  } catch {
    return otherwise;
  }
};

const refusal = (thrown) => {
  const phase = state.linked ? 'evaluate' : 'link';
  const isObject = typeof thrown === 'object' && thrown !== null;
  const name = isObject ? read(thrown, 'name', 'Error', 128) : 'Error';
  const message = isObject ? read(thrown, 'message', '', 4096) : typeof thrown === 'string' ? slice(thrown, 0, 4096) : '';
  return '{"phase":"' + phase + '","name":' + stringify(name) + ',"message":' + stringify(message) + '}';
};

/* What workerd does with the promise of import() asks the intrinsics of the realm, which the extension may have changed: the module that imports it tells of its end. */
const evaluate = async () => {
  try {
    const evaluated = import('${evaluating}');
    defineProperty(evaluated, 'constructor', { __proto__: null, value: Promise });
    await evaluated;
  } catch (thrown) {
    if (state.extension === undefined) state.body = refusal(thrown);
  }
};

const enter = (step, text) => {
  if (step === 'c') configure(text);
  else if (step === 'e') void evaluate();
  else if (step === 'r') register(state.extension.default, state.extension);
  else if (step === 'd') dispatch(text);
  else if (step === 'a') deliver(text);
};

let opened = false;

export default freeze({
  fetch() {
    if (opened) throw new Error('This worker has its host already');
    opened = true;
    const { 0: outside, 1: host } = new WebSocketPair();
    const tell = (kind, records) => {
      const told = state.body;
      state.body = '';
      host.send(kind + told + '\\n' + records);
    };
    let step = 0;
    /* import() settles outside of all steps: what comes of it is looked for, ever more seldom. */
    const watch = (watched, ms) => {
      if (watched !== step) return;
      const records = drain();
      if (records !== '' || state.body !== '') tell('L', records);
      setTimeout(watch, ms, watched, ms < ${seldomMs} ? ms * 2 : ms);
    };
    const answer = (answered) => {
      tell('A', drain());
      watch(answered, 1);
    };
    host.accept();
    host.addEventListener('message', (event) => {
      const text = event.data;
      step += 1;
      setTimeout(answer, 0, step); // after the microtasks of this step
      enter(slice(text, 0, 1), slice(text, 1));
    });
    return new Response(null, { status: 101, webSocket: outside });
  },
});
`;

/* What workerd has of `node:` without the flag for it; its own names can't be taken. */
const refusingSource = `throw new Error('An extension may import only "${apiSpecifier}"');\n`;

/* Evaluated from its first import to its last line: what is linked, the extension, and what it comes to. */
const evaluatingSource = ({ start, linked, extension }: Readonly<Record<'start' | 'linked' | 'extension', string>>): string => `
import '${linked}';
import * as extension from '${extension}';
import { state } from '${start}';

state.extension = extension;
state.body = '{"phase":"finished"}';
`;

/* A URL by itself, since any other name would become one that begins with file:/// and looks like a path of the host. */
const drawnName = (): string => `sandproof:${randomUUID()}`;

/** The modules of a worker that holds one extension; the first is its entrance. Names other than that of `directus:api` are drawn. */
export const workerModules = (extensionSource: string): readonly WorkerModule[] => {
  const [main, start, evaluating, linked, extension] = [drawnName(), drawnName(), drawnName(), drawnName(), drawnName()];
  return [
    { name: main, source: mainSource({ start, evaluating }) },
    { name: start, source: startSource },
    { name: apiSpecifier, source: apiSource },
    { name: evaluating, source: evaluatingSource({ start, linked, extension }) },
    { name: linked, source: `import { state } from '${start}';\nstate.linked = true;\n` },
    { name: extension, source: extensionSource },
    { name: 'node:process', source: refusingSource },
  ];
};
