import { randomBytes } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';

import type { ErrorShape } from '../src/contract/outcome.ts';
import { bootSource } from '../src/guest/sources.ts';
import type { GuestSetup } from '../src/guest/records.ts';
import { EngineRefusal, EngineStop, type Engine } from './engine.ts';
import { moduleScript, withoutExports } from './module-script.ts';
import { isTimeout } from './pump.ts';

/** How the scripts of one realm are run. */
export interface ScriptRealm {
  /** Runs a script in the realm under its limits, and returns its last value. @throws what the script or the realm throws */
  run(script: string): unknown;
  /** Expression in the realm for what the boot module takes for the global object, whose names it removes; `globalThis` unless given. */
  readonly globalObject?: string;
}

/*
 * The realm's own code. The end of the extension's body is told to it, and kept as text: nobody awaits a promise that the extension may have changed.
 */
const pumpSource = `
const { log, sleep, request, configure, register, dispatch, deliver, drain } = (() => {
${withoutExports(bootSource)}
return { log, sleep, request, configure, register, dispatch, deliver, drain };
})();
const { stringify } = JSON;
const toText = String;
const slice = Function.prototype.call.bind(String.prototype.slice);
const read = (thrown, key, most) => {
  try {
    const text = thrown[key];
    return typeof text === 'string' ? slice(text, 0, most) : '';
  } catch {
    return '';
  }
};
let extension;
let body = '';
const loaded = (value) => {
  extension = value;
  body = '{}';
};
const failed = (thrown) => {
  const isObject = (typeof thrown === 'object' && thrown !== null) || typeof thrown === 'function';
  const name = (isObject && read(thrown, 'name', 128)) || 'Error';
  const message = isObject ? read(thrown, 'message', 4096) : slice(toText(thrown), 0, 4096);
  body = stringify({ __proto__: null, error: { __proto__: null, name, message } });
};
const api = { __proto__: null, log, request, sleep };
Object.defineProperty(api, Symbol.toStringTag, { value: 'Module' });
return {
  __proto__: null,
  api: Object.freeze(api),
  loaded,
  failed,
  configure,
  register: () => register(extension),
  dispatch,
  deliver,
  drain,
  ended: () => body,
};
`;

const messageOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : 'The realm can not compile it');

/**
 * Drives a realm that runs scripts and knows no modules. Only text crosses. The realm's own code stands under a lexical name that is drawn for each realm:
 * no list of names has it, so that only the scripts of the host find it.
 */
export const openScriptEngine = ({ run, globalObject = 'globalThis' }: ScriptRealm, setup: GuestSetup): Engine => {
  const pump = `$${randomBytes(12).toString('hex')}`;

  const textOf = (script: string): string => {
    try {
      const value = run(`'use strict'; ${script}`);
      return typeof value === 'string' ? value : '';
    } catch (cause) {
      throw isTimeout(cause) ? new EngineStop('cpu', { cause }) : cause;
    }
  };

  textOf(`const ${pump} = ((globalThis) => {${pumpSource}})(${globalObject});`);
  const call = (name: string, text?: string): string => textOf(`${pump}.${name}(${text === undefined ? '' : JSON.stringify(text)})`);
  call('configure', JSON.stringify(setup));

  let body: PromiseWithResolvers<void> | undefined;

  const checkBody = (): void => {
    const ended = body === undefined ? '' : call('ended');
    if (ended === '') return;
    const { error } = JSON.parse(ended) as { readonly error?: ErrorShape };
    if (error === undefined) body?.resolve();
    else body?.reject(new EngineRefusal('evaluate', error));
    body = undefined;
  };

  /* What the realm's promises still have to do runs on the host's own queue, and has no limit. */
  const enter = async (name: string, text?: string): Promise<void> => {
    call(name, text);
    await setImmediate();
    checkBody();
  };

  return {
    evaluate: async (source) => {
      const text = moduleScript(source, pump);
      body = Promise.withResolvers();
      const { promise: finished } = body;
      try {
        textOf(`void (async function () { try { ${text} } catch (thrown) { ${pump}.failed(thrown); } })();`);
      } catch (cause) {
        throw cause instanceof EngineStop ? cause : new EngineRefusal('link', { name: 'SyntaxError', message: messageOf(cause) });
      }
      await setImmediate();
      checkBody();
      return { finished };
    },
    register: () => enter('register'),
    dispatch: (text) => enter('dispatch', text),
    deliver: (text) => enter('deliver', text),
    drain: () => call('drain'),
    dispose: () => undefined,
  };
};
