import { semantic } from './build-fault.ts';
import type { Fault } from './fault.ts';
import { isJsonRecord } from './rewriting/json-record.ts';
import { openHandler } from './rewriting/open-handler.ts';
import { manifestValue } from './rewriting/rewrite-manifest.ts';
import { rewriteSource } from './rewriting/rewrite-source.ts';
import { wrapImport } from './rewriting/wrap-import.ts';

const wholeImport = "import * as api from 'directus:api';";

const foreignApi = `import * as realApi from 'directus:api';
const foreignError = (error) => Object.setPrototypeOf({ name: error.name, message: error.message }, null);
const foreign = (use) => Object.setPrototypeOf((...given) => {
  let result;
  try { result = use(...given); } catch (error) { throw foreignError(error); }
  if (result === undefined) return undefined;
  return Object.setPrototypeOf({ then: (resolve, reject) => result.then(resolve, (error) => reject(foreignError(error))) }, null);
}, null);
const api = Object.freeze({ log: foreign(realApi.log), sleep: foreign(realApi.sleep), request: foreign(realApi.request) });`;

const strip = `const strip = (value) => {
  if (typeof value !== 'object' || value === null) return value;
  for (const key of Object.keys(value)) if (Object.getOwnPropertyDescriptor(value, key).writable) value[key] = strip(value[key]);
  return Object.setPrototypeOf(value, null);
};`;

const foreignAnswers = `import * as realApi from 'directus:api'; ${strip}
const api = Object.freeze({ log: realApi.log, sleep: realApi.sleep, request: async (...given) => strip(await realApi.request(...given)) });`;

const has = (manifestText: string, scope: string): boolean => {
  const requested = manifestValue(manifestText, 'sandbox', 'requestedScopes');
  return isJsonRecord(requested) && Object.hasOwn(requested, scope);
};

/** What `directus:api` hands out. */
export const handingOutFaults: readonly Fault[] = [
  semantic(
    'loses-the-exports',
    'directus:api exports nothing',
    rewriteSource((source) =>
      source.includes("id: 'reads-the-api'") ? source.replace(wholeImport, 'const api = Object.freeze({});') : source,
    ),
  ),
  semantic(
    'copies-the-namespace',
    'the namespace of directus:api can be written to',
    rewriteSource((source) => source.replace(wholeImport, "import * as realApi from 'directus:api'; const api = { ...realApi };")),
  ),
  semantic(
    'hands-out-foreign-objects',
    'functions, promises and errors of directus:api are of another realm',
    rewriteSource((source) => source.replace(wholeImport, foreignApi)),
  ),
  semantic(
    'answers-are-foreign',
    'answers of request and all that is in them are of another realm',
    rewriteSource((source) => (source.includes("id: 'hands-out'") ? source.replace(wholeImport, foreignAnswers) : source)),
  ),
  semantic(
    'inputs-are-foreign',
    'what a handler is given is of another realm',
    rewriteSource((source) =>
      source.includes("id: 'hands-out'") ? openHandler(source, `${strip} strip(options.list); strip(options.nested);`) : source,
    ),
  ),
  semantic(
    'withholds-unscoped-functions',
    'without scopes, the imported functions are undefined',
    rewriteSource((source, { extension }) =>
      ['log', 'sleep', 'request'].some((scope) => has(extension.manifestText, scope))
        ? source
        : source.replace(
            "import { log, request, sleep } from 'directus:api';",
            'const log = undefined, request = undefined, sleep = undefined;',
          ),
    ),
  ),
  semantic(
    'ignores-unscoped-calls',
    'a call without its scope does nothing and throws nothing',
    rewriteSource((source, { extension }) => {
      const silent = has(extension.manifestText, 'log') ? source : wrapImport('log', '() => () => undefined')(source);
      return has(extension.manifestText, 'sleep') ? silent : wrapImport('sleep', '() => async () => undefined')(silent);
    }),
  ),
];
