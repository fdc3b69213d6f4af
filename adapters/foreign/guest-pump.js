/*
 * The last part of the program of a guest, behind the texts of guest-lines.js and guest-modules.js: a thread or process of a JavaScript runtime that holds one extension. It imports no file of ours, so that it needs no right to
 * read any: it is handed over as text, and its modules come with the first message.
 * Messages are JSON arrays, one a line: a name and a text. Reads block, and every answer waits for one turn of the event loop, so that microtasks are over:
 *   boot(token, setup, sources), once; evaluate(source); register(); dispatch(call); deliver(answer); poll()
 * It writes lines, each with the token in front, which the extension never sees; whatever else comes out of this thread or process is not from here:
 *   r"records"   records of the boot module, as a JSON string
 *   s            the extension is linked, its body begins
 *   f            its body has ended; with {phase, name, message} when it was refused
 *   d            the message is worked off
 * The extension shares this realm and may change every intrinsic: what runs after the boot uses only what was captured before it, in the way of boot.js.
 */
/* What the extension leaves uncaught is its own affair, and no reason to end. */
const ignore = () => undefined;
defineProperty(ignore, 'apply', { __proto__: null, value: ignore }); // Node calls a listener by this name, which the extension may have changed on every function
process.on('unhandledRejection', ignore);
process.on('uncaughtException', ignore);
/* Deno tells of them by the global object, which the boot module empties, so that it would end; the only other way in is its own. */
deno?.[deno.internal]?.core?.setUnhandledPromiseRejectionHandler?.(() => true);
const exit = process.exit.bind(process);

/** @typedef {{ configure(setup: string): void, register(value: unknown, namespace: object): void, dispatch(call: string): void, deliver(answer: string): void, drain(): string }} Boot */
/** @type {Boot} */
let boot;
/** @type {(specifier: string) => Promise<any>} */
const importOwn = (specifier) => import(specifier);
let token = '';
let records = '';
let started = false;
let settled = false;
/** @type {{ readonly default?: unknown }} */
let extension;

/** @param {string} text */
const tell = (text) => writeLine(token + text);

/* What can't be written now, at the end of the stack for instance, is written the next time. */
const flush = () => {
  const drained = boot.drain();
  if (drained !== '') records = records === '' ? drained : records + '\n' + drained;
  if (records === '') return;
  tell('r' + stringify(records));
  records = '';
};

/** @type {(thrown: object, key: 'name' | 'message', otherwise: string, length: number) => string} */
const textOf = (thrown, key, otherwise, length) => {
  try {
    /** @type {unknown} */
    const value = get(thrown, key);
    return typeof value === 'string' ? slice(value, 0, length) : otherwise;
  } catch {
    return otherwise;
  }
};

/** @param {unknown} thrown */
const refuse = (thrown) => {
  settled = true;
  const isObject = (typeof thrown === 'object' && thrown !== null) || typeof thrown === 'function';
  const name = isObject ? textOf(thrown, 'name', 'Error', 128) : 'Error';
  const message = isObject ? textOf(thrown, 'message', '', 4096) : slice(String(thrown), 0, 4096);
  tell('f{"phase":"' + (started ? 'evaluate' : 'link') + '","name":' + stringify(name) + ',"message":' + stringify(message) + '}');
};

/** @type {(setup: string, bootSource: string) => Promise<void>} */
const start = async (setup, bootSource) => {
  sources['sandproof:boot'] = bootSource;
  delete globalThis.queueMicrotask; // Deno has a second one behind it, which the boot module finds
  /* Bun keeps its own name on the global object, whoever deletes it. */
  if (bun !== undefined) Reflect.deleteProperty = (owner, key) => deleteProperty(owner, key) || key === 'Bun';
  const { boot: booted, link } = await importOwn('sandproof:start');
  if (bun !== undefined) Reflect.deleteProperty = deleteProperty;
  boot = booted;
  link.flush = () => {
    try {
      flush();
    } catch {
      ignore(); // the stack is at its end, and what was recorded is kept
    }
  };
  link.start = () => {
    started = true;
    tell('s');
  };
  link.finish = (/** @type {{ readonly default?: unknown }} */ namespace) => {
    settled = true;
    extension = namespace;
    tell('f');
  };
  boot.configure(setup);
};

/** @param {string} source */
const evaluate = (source) => {
  sources['sandproof:extension'] = source;
  importOwn('sandproof:entry').catch(refuse);
};

/** Works off one message in a microtask of its own, so that no stack inside goes on in the files of the runtime. @type {(name: string, text: string) => Promise<void>} */
const take = async (name, text) => {
  await undefined;
  if (name === 'evaluate') evaluate(text);
  else if (name === 'register') boot.register(extension.default, extension);
  else if (name === 'dispatch') boot.dispatch(text);
  else if (name === 'deliver') boot.deliver(text);
};

const next = () => {
  const line = readLine();
  if (line === undefined) exit();
  const message = parse(line);
  void take(message[0], message[1]);
  nextTurn(message[0] === 'evaluate' ? answerWhenStarted : answer);
};

/* An import takes several turns until the extension's body begins. */
const answerWhenStarted = () => void nextTurn(started || settled ? answer : answerWhenStarted);

const answer = () => {
  flush();
  tell('d');
  next();
};

const begin = async () => {
  const message = parse(readLine() ?? exit());
  token = message[1];
  await start(message[2], message[3]);
  tell('d');
  nextTurn(next);
};

/* Only once this module has ended: Deno then raises an event on the global object, which the boot module empties. */
nextTurn(begin);
//# sourceURL=sandproof:guest
