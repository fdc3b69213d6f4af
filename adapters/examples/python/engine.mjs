// Runs one extension in a context of its own. Node starts it with --permission and without an environment; adapter.py is at the other end of its pipes.
// Lines in: { setup, boot, source } first, then what the boot module takes. Lines out: the boot module's records, and "." when a line was served.
import { createInterface } from 'node:readline';
import { setImmediate } from 'node:timers/promises';
import { constants, createContext, SourceTextModule } from 'node:vm';

const context = createContext(constants.DONT_CONTEXTIFY); // its global object is no object of this realm
const modules = new Map();

const find = (specifier, referrer) => {
  if (referrer === 'extension' && specifier !== 'directus:api') throw new Error('An extension may import only "directus:api"');
  return modules.get(specifier);
};

const link = async (identifier, source) => {
  const importModuleDynamically = (specifier) => find(specifier, identifier);
  const module = new SourceTextModule(source, { context, identifier, importModuleDynamically });
  modules.set(identifier, module);
  await module.link((specifier, { identifier: referrer }, { attributes }) => {
    if (Object.keys(attributes).length > 0) throw new SyntaxError('An import has no attributes here');
    return find(specifier, referrer);
  });
  return module;
};

const refuse = (phase, thrown) => {
  const [name, message] = typeof thrown === 'object' && thrown !== null ? [thrown.name, thrown.message] : ['Error', thrown];
  const error = { name: String(name).slice(0, 128), message: String(message).slice(0, 4096) };
  process.stdout.write(`${JSON.stringify({ phase, error })}\n`);
};

// The promise is the extension's, which may have changed all that an ordinary `then` reads.
const settled = (promise, onValue, onError) => {
  Object.defineProperty(promise, 'constructor', { value: undefined });
  Reflect.apply(Promise.prototype.then, promise, [onValue, onError]);
};

const open = async ({ setup, boot, source }) => {
  const guest = await link('boot', boot);
  await guest.evaluate();
  guest.namespace.configure(JSON.stringify(setup));
  await link('directus:api', `export { log, sleep, request } from 'boot';`);
  const extension = await link('extension', source).catch((cause) => refuse('link', cause));
  const entry = `import * as extension from 'extension'; import { register } from 'boot'; register(extension.default, extension);`;
  const register = async () => {
    process.stdout.write('{"registering":true}\n');
    settled((await link('entry', entry)).evaluate(), flush, (cause) => refuse('register', cause));
  };
  // not awaited: a top-level await of the extension ends with an answer that comes later
  if (extension !== undefined) settled(extension.evaluate(), register, (cause) => refuse('evaluate', cause));
  return guest.namespace;
};

let pump;
const flush = () => {
  const records = pump.drain();
  if (records !== '') process.stdout.write(`${records}\n`);
};

process.on('unhandledRejection', () => undefined); // the extension's own business
for await (const line of createInterface({ input: process.stdin })) {
  const message = JSON.parse(line);
  if (pump === undefined) pump = await open(message);
  else if ('call' in message) pump.dispatch(line);
  else pump.deliver(line);
  await setImmediate(); // after the microtasks
  flush();
  process.stdout.write('.\n');
}
