// @ts-check
/*
 * One isolate, one context, one extension: runs in a child process, whose program starts with this text, or in the host's own process.
 * It needs nothing but isolated-vm, which it is given. No function of this program is in the realm.
 */
'use strict';

/**
 * @typedef {'cpu' | 'memory'} Limit
 * @typedef {'evaluate' | 'register'} Phase
 * @typedef {{ name: string, message: string }} Shape
 * @typedef {{ evaluate: number, register: number, dispatch: number, deliver: number, drain: number }} Timeouts ms of each slice; 0 is none.
 *
 * What a pump tells beside the records of its realm:
 *   {ready}             booted, now waits for a load
 *   {phase}             what the load does next; `evaluate` again when the module body waits for something
 *   {refused}           the load ended while linking or while evaluating
 *   {stray}             something was rejected or thrown that nobody caught; it changes no call
 *   {stopped, phase}    a slice of the extension's code was ended; what is in the realm can no longer be relied upon, and nothing is run in it
 * @typedef {{ ready: true } | { phase: Phase } | { refused: { phase: 'link' | 'evaluate', error: Shape } } | { stray: Shape }
 *   | { stopped: Limit, phase: Phase | undefined }} Note
 *
 * @typedef {object} PumpOptions
 * @property {typeof import('isolated-vm')} ivm
 * @property {number} memoryShare Of the budget, what the isolate itself may hold.
 * @property {(records: string) => void} onRecords Takes records of the realm, one a line, as it wrote them.
 * @property {(call: number, json: string) => void} onResult Takes a result that the realm has given by itself, as JSON text.
 * @property {(note: Note) => void} onNote
 *
 * @typedef {object} Pump
 * @property {(message: { memoryMiB: number, boot: string, api: string, entry: string }) => void} boot Makes the isolate, ahead of any extension.
 * @property {(message: { setup: string, source: string, timeouts: Timeouts }) => void} load Configures the realm, evaluates the extension, registers it.
 * @property {(call: number, kind: string, name: string, text: string) => void} dispatch Starts a call; `text` is JSON.
 * @property {(call: number, index: number, text: string) => void} operate Starts a call of the operation that was registered as the so-manieth.
 * @property {(text: string) => void} deliver JSON text that goes to the realm's function of that name as it is.
 * @property {boolean} waits Whether a call is open that may have been answered by code which ran since the last `drain`.
 * @property {() => void} drain Passes on what the realm has recorded since.
 * @property {() => void} dispose
 */

/*
 * The addon's timer thread wakes up once for each timed slice, when its time would have been over, long after the slice has ended: 15 µs of processor
 * time a call. Slices whose times end together wake it once, so times end on a grid: at most this share of the limit later.
 */
const gridShare = 1 / 50;

/* Global performance loads modules of Node first: 4 ms of the 60 that a child takes to start (measured). */
const { hrtime } = process;
/** ms of a clock that only goes forward. */
const now = () => Number(hrtime.bigint()) / 1e6;

const timedOutMessage = 'Script execution timed out.';
const nameChars = 128;
const messageChars = 4096;

/** Every module's specifier, and which specifiers it may import. */
const importable = /** @type {const} */ ({
  'sandproof:boot': [],
  'sandproof:warm': [],
  'directus:api': ['sandproof:boot'],
  'sandproof:extension': ['directus:api'],
  'sandproof:entry': ['sandproof:extension', 'sandproof:boot'],
  'sandproof:probe': ['sandproof:extension'],
});

/** @param {unknown} thrown @returns {Shape} */
const shapeOf = (thrown) => {
  if (!(thrown instanceof Error)) return { name: 'Error', message: String(thrown).slice(0, messageChars) };
  return { name: String(thrown.name).slice(0, nameChars), message: String(thrown.message).slice(0, messageChars) };
};

/** @param {PumpOptions} options @returns {Pump} */
const createPump = ({ ivm, memoryShare, onRecords, onResult, onNote }) => {
  /** @type {import('isolated-vm').Isolate} */
  let isolate;
  /** @type {import('isolated-vm').Context} */
  let context;
  /** @type {Record<string, import('isolated-vm').Module>} */
  const modules = Object.create(null);
  /** @type {Record<'configure' | 'start' | 'operate' | 'deliver' | 'drain' | 'recover', import('isolated-vm').Reference<Function>>} */
  const realm = Object.create(null);
  /** @type {Timeouts} */
  let timeouts;
  /** @type {Record<keyof Timeouts, { timeout?: number }>} */
  let bounded;
  let grid = 1;
  /** @type {Phase | undefined} How far the load has come; undefined when it is over. */
  let loading;
  let entrySource = '';
  let ended = false;
  /* Code has run whose microtasks may have recorded something; whether a call is open that waits for it. */
  let ran = false;
  let open = false;

  /** @param {Note} note Says why nothing more is run. */
  const end = (note) => {
    onNote(note);
    loading = undefined;
    ended = true;
  };

  /**
   * Why a slice threw: a limit, or something that nobody caught. The addon throws a stray rejection from the slice in which it happened, so its
   * text alone does not prove a timeout.
   * @param {unknown} thrown @param {number} timeout @param {number} startedAt
   * @returns {Limit | undefined}
   */
  const limitOf = (thrown, timeout, startedAt) => {
    if (isolate.isDisposed) return 'memory';
    const ranLong = timeout !== 0 && now() - startedAt >= timeout - 1;
    return ranLong && thrown instanceof Error && thrown.message === timedOutMessage ? 'cpu' : undefined;
  };

  /** @param {'dispatch' | 'deliver'} slice @param {number} startedAt */
  const onGrid = (slice, startedAt) => {
    const options = bounded[slice];
    if (options.timeout !== undefined) options.timeout = timeouts[slice] + grid - Math.floor((startedAt + timeouts[slice]) % grid);
    return options;
  };

  /**
   * Passes on what the realm has recorded; `recover` has what was lost with a slice that threw, and so with a `drain`.
   * @param {'drain' | 'recover'} name @returns {Limit | undefined}
   */
  const take = (name) => {
    const startedAt = now();
    ran = open = false;
    let records;
    try {
      records = /** @type {unknown} */ (realm[name].applySync(undefined, [], bounded.drain));
    } catch (thrown) {
      const limit = limitOf(thrown, timeouts.drain, startedAt);
      if (limit !== undefined) return limit;
      onNote({ stray: shapeOf(thrown) });
      return name === 'drain' ? take('recover') : undefined;
    }
    if (typeof records !== 'string' || records === '') return undefined;
    onRecords(records);
    if (loading !== undefined && /^\{"(?:registered|refused|over)":/m.test(records)) loading = undefined;
    return undefined;
  };

  /**
   * What follows when a slice threw.
   * @param {unknown} thrown @param {number} timeout @param {number} startedAt @param {'drain' | 'recover'} rest Which function has the records.
   */
  const fail = (thrown, timeout, startedAt, rest) => {
    const limit = limitOf(thrown, timeout, startedAt);
    /* What a stopped slice has left rejected would be thrown at whoever enters the realm next, and that must not be the drain; nothing has number 0. */
    if (limit === 'cpu') {
      try {
        realm.deliver.applySync(undefined, ['{"resolve":0}'], bounded.drain);
      } catch {
        /* That is what it is for. */
      }
    }
    const later = limit === 'memory' ? limit : take(rest);
    const stopped = limit ?? later;
    if (stopped !== undefined) return end({ stopped, phase: loading });
    if (loading === undefined) return onNote({ stray: shapeOf(thrown) });
    /* An import of the extension fails with what its evaluation has failed with; while that waits for something, it waits too. */
    try {
      link('sandproof:probe', "import 'sandproof:extension';").evaluateSync({ timeout: timeouts.drain });
    } catch (failed) {
      return end({ refused: { phase: 'evaluate', error: shapeOf(failed) } });
    }
    return onNote({ stray: shapeOf(thrown) });
  };

  /**
   * One slice of a load.
   * @param {'evaluate' | 'register'} slice @param {import('isolated-vm').Module} module
   */
  const evaluate = (slice, module) => {
    const startedAt = now();
    try {
      module.evaluateSync(bounded[slice]);
    } catch (thrown) {
      return fail(thrown, timeouts[slice], startedAt, 'drain');
    }
    const limit = take('drain');
    return limit === undefined ? undefined : end({ stopped: limit, phase: loading });
  };

  /**
   * Compiles and links a module. What it imports must be evaluated already, and is looked up before the addon links anything.
   * @param {keyof typeof importable} name @param {string} source
   */
  const link = (name, source) => {
    const compiled = isolate.compileModuleSync(source, { filename: name });
    const refused = compiled.dependencySpecifiers.find((specifier) => !importable[name].some((known) => known === specifier));
    if (refused !== undefined) throw new Error(`Cannot import ${JSON.stringify(refused)}: an extension can import "directus:api" only`);
    compiled.instantiateSync(context, (specifier) => /** @type {import('isolated-vm').Module} */ (modules[specifier]));
    modules[name] = compiled;
    return compiled;
  };

  return {
    boot({ memoryMiB, boot, api, entry }) {
      isolate = new ivm.Isolate({ memoryLimit: Math.ceil(memoryMiB * memoryShare) });
      context = isolate.createContextSync();
      const booted = link('sandproof:boot', boot);
      booted.evaluateSync();
      for (const name of /** @type {const} */ (['configure', 'start', 'operate', 'deliver', 'drain', 'recover']))
        realm[name] = booted.namespace.getSync(name, { reference: true });
      link('directus:api', api).evaluateSync();
      entrySource = entry;
      /* The first timed slice starts the addon's timer thread: 0.2 ms of 1.1 that the first load would take. */
      const patient = { timeout: 1_000 };
      link('sandproof:warm', '').evaluateSync(patient);
      realm.drain.applySync(undefined, [], patient);
      onNote({ ready: true });
    },
    load(message) {
      if (ended) return undefined;
      timeouts = message.timeouts;
      const options = Object.entries(timeouts).map(([name, timeout]) => [name, timeout === 0 ? {} : { timeout }]);
      bounded = Object.fromEntries(options);
      grid = Math.max(1, Math.round(timeouts.dispatch * gridShare));
      loading = 'evaluate';
      realm.configure.applySync(undefined, [message.setup]);
      let extension;
      try {
        extension = link('sandproof:extension', message.source);
      } catch (thrown) {
        return end({ refused: { phase: 'link', error: shapeOf(thrown) } });
      }
      evaluate('evaluate', extension);
      if (loading === undefined) return undefined;
      const entry = link('sandproof:entry', entrySource);
      onNote({ phase: (loading = 'register') });
      evaluate('register', entry);
      return loading === undefined ? undefined : onNote({ phase: (loading = 'evaluate') });
    },
    dispatch(call, kind, name, text) {
      if (ended) return undefined;
      const startedAt = now();
      let records;
      try {
        records = realm.start.applySync(undefined, [call, kind, name, text], onGrid('dispatch', startedAt));
      } catch (thrown) {
        return fail(thrown, timeouts.dispatch, startedAt, 'recover');
      }
      ran = true;
      if (typeof records === 'string') onRecords(records);
      else open = true;
      return undefined;
    },
    operate(call, index, text) {
      if (ended) return undefined;
      const startedAt = now();
      let given;
      try {
        given = realm.operate.applySync(undefined, [call, index, text], onGrid('dispatch', startedAt));
      } catch (thrown) {
        return fail(thrown, timeouts.dispatch, startedAt, 'recover');
      }
      ran = true;
      if (typeof given !== 'string') open = true;
      else if (given.startsWith('>')) onRecords(given.slice(1));
      else onResult(call, given);
      return undefined;
    },
    deliver(text) {
      if (ended) return undefined;
      const startedAt = now();
      try {
        realm.deliver.applySync(undefined, [text], onGrid('deliver', startedAt));
      } catch (thrown) {
        return fail(thrown, timeouts.deliver, startedAt, 'drain');
      }
      ran = open = true;
      return undefined;
    },
    get waits() {
      return open && !ended;
    },
    drain() {
      if (!ran || ended) return undefined;
      const limit = take('drain');
      return limit === undefined ? undefined : end({ stopped: limit, phase: loading });
    },
    dispose() {
      ended = true;
      if (!isolate.isDisposed) isolate.dispose();
    },
  };
};

module.exports = { createPump };
