/*
 * The first code in a realm, evaluated as a strict ES module before anything of the extension.
 * Only strings cross: the host calls `configure`, `dispatch` (or `start`) and `deliver` with JSON text, runs the engine's microtasks to their end,
 * and takes the records (records.ts) with `drain`. Nothing of the host is in the realm, and nothing here is looked up later:
 * what the extension changes on an intrinsic afterwards changes only itself.
 * Rules: intrinsics are captured first; tables whose keys come from outside have no prototype, and of other objects only own fields are read;
 * no array is written, iterated or spread; values are read once.
 */

const { Promise, Error, TypeError, RangeError } = globalThis;
const { parse, stringify } = JSON;
const { apply, deleteProperty, getOwnPropertyDescriptor, getPrototypeOf, ownKeys } = Reflect;
const { create, defineProperty, freeze, hasOwn } = Object;
const { isArray } = Array;
const { isFinite, isInteger } = Number;
const uncurry = Function.prototype.bind.bind(Function.prototype.call);
const slice = uncurry(String.prototype.slice);
const indexOf = uncurry(String.prototype.indexOf);
const charCodeAt = uncurry(String.prototype.charCodeAt);
const hasInstance = uncurry(Function.prototype[Symbol.hasInstance]);
const tagOf = uncurry(Object.prototype.toString);
const objectPrototype = Object.prototype;

/* The globals of ECMA-262 and ECMA-402: everything else that an engine puts on the global object goes. */
const standardGlobals =
  ' AggregateError Array ArrayBuffer AsyncDisposableStack Atomics BigInt BigInt64Array BigUint64Array Boolean DataView Date' +
  ' DisposableStack Error EvalError FinalizationRegistry Float16Array Float32Array Float64Array Function Infinity' +
  ' Int16Array Int32Array Int8Array Intl Iterator JSON Map Math NaN Number Object Promise Proxy RangeError ReferenceError' +
  ' Reflect RegExp Set SharedArrayBuffer String SuppressedError Symbol SyntaxError Temporal TypeError URIError Uint16Array' +
  ' Uint32Array Uint8Array Uint8ClampedArray WeakMap WeakRef WeakSet decodeURI decodeURIComponent encodeURI' +
  ' encodeURIComponent escape eval globalThis isFinite isNaN parseFloat parseInt undefined unescape ';

const isStandard = (name) => typeof name === 'string' && indexOf(standardGlobals, ' ' + name + ' ') !== -1;

/* Removes what is not standard from the global object and from what stands between it and Object.prototype. */
for (let owner = globalThis; owner !== null && owner !== objectPrototype; owner = getPrototypeOf(owner)) {
  const names = ownKeys(owner);
  for (let at = 0; at < names.length; at += 1) {
    const name = names[at];
    const keep = owner === globalThis ? isStandard(name) : name === 'constructor';
    if (!keep && !deleteProperty(owner, name)) throw new Error('The engine keeps a global that is not standard');
  }
}

const nameChars = 128;
const messageChars = 4096;
const thrownChars = 65_536;
const registeredNameChars = 2048;
const longestSleep = 2 ** 31;
/* Far beyond what any host admits: what is left of a longer URL is denied as the whole would be, and does not cross. */
const longestUrl = 65_536;
/* What a record of a request can be larger than its body: an escape such as \u0000 for a byte, and URL and headers besides. The host measures the body itself. */
const mostPerByte = 6;
const besidesBody = 65_536;

let setup = null;
let outbox = '';
/*
 * What was given away last: the host loses it when code that runs after it in the same slice is ended or throws. A result that was given away by itself
 * is kept beside it.
 */
let handed = '';
let handedCall = 0;
let handedJson = '';

const emit = (record) => {
  outbox = outbox === '' ? record : outbox + '\n' + record;
};

/* Whoever the running slice belongs to: set on every entry, so that what runs later in its microtasks is counted for the right call. */
const newOwner = (number) => ({ number, logLines: 0, logBytes: 0, requests: 0, ended: false, over: false });
let current = newOwner(0);

const endCall = (owner, record) => {
  if (owner.ended || owner.over) return;
  owner.ended = true;
  emit(record);
};

const exceed = (owner, limit) => {
  if (owner.over) return;
  owner.over = true;
  emit('{"over":' + owner.number + ',"limit":"' + limit + '"}');
};

/* Whether the text has more bytes of UTF-8 than that; counts only where its length does not already say so. */
const isLonger = (text, bytes) => {
  if (text.length > bytes) return true;
  if (text.length * 3 <= bytes) return false;
  return utf8Bytes(text) > bytes;
};

const utf8Bytes = (text) => {
  let bytes = 0;
  for (let at = 0; at < text.length; at += 1) {
    const unit = charCodeAt(text, at);
    if (unit < 0x80) bytes += 1;
    else if (unit < 0x800) bytes += 2;
    else if (unit >= 0xd800 && unit < 0xdc00 && charCodeAt(text, at + 1) >= 0xdc00 && charCodeAt(text, at + 1) < 0xe000) {
      bytes += 4;
      at += 1;
    } else bytes += 3;
  }
  return bytes;
};

/* ---- What was thrown, as bounded plain text. Every read of the thrown value may throw again. ---- */

const read = (value, key) => {
  try {
    return value[key];
  } catch {
    return undefined;
  }
};

const isError = (value) => {
  if (typeof value !== 'object' || value === null) return false;
  try {
    return hasInstance(Error, value);
  } catch {
    return false;
  }
};

const errorText = (error) => {
  const name = read(error, 'name');
  const message = read(error, 'message');
  const status = read(error, 'status');
  const response = read(error, 'response');
  let text = '{"name":' + stringify(typeof name === 'string' ? slice(name, 0, nameChars) : 'Error');
  text += ',"message":' + stringify(typeof message === 'string' ? slice(message, 0, messageChars) : '');
  if (typeof status === 'number' && isFinite(status)) text += ',"status":' + status;
  if (typeof response === 'string') text += ',"response":' + stringify(slice(response, 0, thrownChars));
  return text + '}';
};

const valueText = (value) => {
  try {
    const text = stringify(value);
    return typeof text === 'string' && text.length <= thrownChars ? text : 'null';
  } catch {
    return 'null';
  }
};

const threw = (owner, thrown) => {
  current = owner;
  const what = isError(thrown) ? '"null","error":' + errorText(thrown) : stringify(valueText(thrown));
  endCall(owner, '{"threw":' + owner.number + ',"thrown":' + what + '}');
};

/* ---- directus:api ---- */

const pending = create(null);
let pendingCount = 0;
let lastPending = 0;

const permissionError = (name) => new Error('No permission to use "' + name + '"');

const overError = (name) => new RangeError('"' + name + '" was used more often than its limit allows');

const rejected = async (error) => {
  throw error;
};

/* A promise that `deliver` settles; `record` is what the host is told after the number. */
const ask = (name, record) => {
  const owner = current;
  if (owner.over) return rejected(overError(name));
  if (pendingCount >= setup.limits.pendingCalls) {
    exceed(owner, 'pending');
    return rejected(overError(name));
  }
  return new Promise((resolve, reject) => {
    lastPending += 1;
    pendingCount += 1;
    pending[lastPending] = { __proto__: null, resolve, reject, owner };
    emit('{"' + name + '":' + lastPending + record);
  });
};

export const log = (message) => {
  if (!setup.scopes.log) throw permissionError('log');
  if (typeof message !== 'string') throw new TypeError('"log" takes a string');
  const owner = current;
  if (owner.over) throw overError('log');
  const { logLines, logBytes } = setup.limits;
  if (owner.logLines + 1 > logLines || isLonger(message, logBytes - owner.logBytes)) {
    exceed(owner, 'log');
    throw overError('log');
  }
  owner.logLines += 1;
  owner.logBytes += utf8Bytes(message);
  emit('{"log":' + stringify(message) + '}');
};

export const sleep = (milliseconds) => {
  if (!setup.scopes.sleep) return rejected(permissionError('sleep'));
  if (typeof milliseconds !== 'number') return rejected(new TypeError('"sleep" takes a number of milliseconds'));
  if (!(milliseconds >= 0 && milliseconds < longestSleep)) return rejected(new RangeError('"sleep" takes a number from 0 to below 2^31'));
  return ask('sleep', ',"ms":' + milliseconds + '}');
};

/* The value of an own enumerable property, read once; an accessor is called once. */
const ownValue = (object, key) => {
  const property = getOwnPropertyDescriptor(object, key);
  if (property === undefined || !property.enumerable) return undefined;
  if (hasOwn(property, 'value')) return property.value;
  return property.get === undefined ? undefined : apply(property.get, object, []);
};

/* A tag can be inherited: what has the prototype of a literal needs none. */
const isPlain = (value) => {
  if (typeof value !== 'object' || value === null || isArray(value)) return false;
  const prototype = getPrototypeOf(value);
  return prototype === null || prototype === objectPrototype || tagOf(value) === '[object Object]';
};

const jsonOf = (value, what) => {
  const text = stringify(value);
  if (typeof text !== 'string') throw new TypeError('"request" takes ' + what + ' that JSON can hold');
  return text;
};

const headersText = (headers) => {
  if (!isPlain(headers)) throw new TypeError('"request" takes headers as an object');
  let text = '';
  const names = ownKeys(headers);
  for (let at = 0; at < names.length; at += 1) {
    const name = names[at];
    if (typeof name !== 'string') continue;
    const value = ownValue(headers, name);
    if (value === undefined) continue;
    if (typeof value !== 'string') throw new TypeError('"request" takes headers whose values are strings');
    text += (text === '' ? '' : ',') + stringify(name) + ':' + stringify(value);
  }
  return '{' + text + '}';
};

const optionsText = (options) => {
  if (options === undefined) return '{}';
  if (!isPlain(options)) throw new TypeError('"request" takes options as an object');
  const method = ownValue(options, 'method');
  const headers = ownValue(options, 'headers');
  const body = ownValue(options, 'body');
  let text = '';
  if (method !== undefined) {
    if (typeof method !== 'string') throw new TypeError('"request" takes the method as a string');
    text += ',"method":' + stringify(method);
  }
  if (headers !== undefined) text += ',"headers":' + headersText(headers);
  if (body !== undefined) text += ',"body":' + jsonOf(body, 'a body');
  return '{' + slice(text, 1) + '}';
};

export const request = (url, options) => {
  if (!setup.scopes.request) return rejected(permissionError('request'));
  if (typeof url !== 'string') return rejected(new TypeError('"request" takes the URL as a string'));
  try {
    const owner = current;
    if (owner.requests >= setup.limits.requests) return rejected(overError('request'));
    owner.requests += 1;
    const record = ',"url":' + stringify(slice(url, 0, longestUrl)) + ',"options":' + optionsText(options) + '}';
    if (isLonger(record, setup.limits.requestBytes * mostPerByte + besidesBody))
      return rejected(new RangeError('"request" was given more than its limit allows'));
    return ask('request', record);
  } catch (error) {
    return rejected(error);
  }
};

/* ---- Registration ---- */

/* `first` of each list; handlers and routes are linked, so that no array is written. */
let routes = null;
const operations = create(null);
/* The same handlers by the order in which they were registered. */
const operationAt = create(null);
let operationCount = 0;
const filters = create(null);
const actions = create(null);

let registering = false;
let registrations = '';
let registrationCount = 0;
let tooMany = false;
let registered = false;

const checkName = (text, what) => {
  if (typeof text !== 'string') throw new TypeError(what + ' must be a string');
  if (text === '') throw new TypeError(what + ' must not be empty');
  if (text.length > registeredNameChars) throw new RangeError(what + ' must have at most ' + registeredNameChars + ' characters');
};

const checkHandler = (handler, what) => {
  if (typeof handler !== 'function') throw new TypeError(what + ' must be a function');
};

/* Counts one registration and notes it for the host. */
const note = (what, registration) => {
  if (!registering) throw new Error('"' + what + '" works only while the extension registers');
  if (registrationCount >= setup.limits.registrations) {
    tooMany = true;
    throw new RangeError('"' + what + '" was used more often than its limit allows');
  }
  registrationCount += 1;
  registrations += (registrations === '' ? '' : ',') + registration;
};

const append = (first, node) => {
  if (first === null || first === undefined) return node;
  let last = first;
  while (last.next !== null) last = last.next;
  last.next = node;
  return first;
};

/* Linked segments of a path: a literal, `:name` for one segment that is not empty, or a last `*` for all the rest. */
const segmentsOf = (path) => {
  let first = null;
  let from = slice(path, 0, 1) === '/' ? 1 : 0;
  while (from < path.length) {
    const slash = indexOf(path, '/', from);
    const to = slash === -1 ? path.length : slash;
    const text = slice(path, from, to);
    const mark = slice(text, 0, 1);
    first = append(first, {
      __proto__: null,
      text,
      rest: mark === '*' && to === path.length,
      any: mark === ':' && text.length > 1,
      next: null,
    });
    from = to + 1;
  }
  return first;
};

/* One trailing slash on either side makes no difference; nothing is decoded. */
const matches = (segments, path) => {
  const end = path.length > 1 && slice(path, -1) === '/' ? path.length - 1 : path.length;
  let from = 1;
  let segment = segments;
  for (; segment !== null && !segment.rest; segment = segment.next) {
    if (from >= end) return false;
    const slash = indexOf(path, '/', from);
    const to = slash === -1 || slash > end ? end : slash;
    const text = slice(path, from, to);
    if (segment.any ? text === '' : text !== segment.text) return false;
    from = to + 1;
  }
  return segment !== null || from >= end;
};

/* `mount` is where the routes of a bundle's part live; the handler sees a URL without it. */
const routeRegistrar = (name, method, mount) => (path, handler) => {
  checkName(path, 'The path of "' + name + '"');
  checkHandler(handler, 'The handler of "' + name + '"');
  const whole = mount === '' || slice(path, 0, 1) === '/' ? mount + path : mount + '/' + path;
  note(name, '{"endpoint":{"method":"' + method + '","path":' + stringify(whole) + '}}');
  routes = append(routes, { __proto__: null, method, segments: segmentsOf(whole), mounted: mount.length, handler, next: null });
};

const eventRegistrar = (name, table) => (event, handler) => {
  checkName(event, 'The event of "' + name + '"');
  checkHandler(handler, 'The handler of "' + name + '"');
  note(name, '{"' + name + '":' + stringify(event) + '}');
  table[event] = append(table[event], { __proto__: null, handler, next: null });
};

const registerOperation = (value) => {
  if (typeof value !== 'object' || value === null) throw new TypeError('The default export of an operation must be an object');
  const { id, handler } = value;
  checkName(id, 'The id of an operation');
  checkHandler(handler, 'The handler of an operation');
  if (operations[id] !== undefined) throw new Error('The operation ' + stringify(id) + ' is registered twice');
  note('operation', '{"operation":' + stringify(id) + '}');
  operations[id] = operationAt[operationCount] = handler;
  operationCount += 1;
};

const registerBy = (value, argument) => {
  if (typeof value !== 'function') throw new TypeError('The default export of this kind of extension must be a function');
  const result = value(argument);
  if (!isThenable(result)) return;
  void settle(result, ignore, ignore);
  throw new TypeError('The default export must register at once, not in an async function');
};

const registerHook = (value) =>
  registerBy(value, freeze({ filter: eventRegistrar('filter', filters), action: eventRegistrar('action', actions) }));

const registerEndpoint = (value, mount) =>
  registerBy(
    value,
    freeze({
      get: routeRegistrar('get', 'GET', mount),
      post: routeRegistrar('post', 'POST', mount),
      put: routeRegistrar('put', 'PUT', mount),
      patch: routeRegistrar('patch', 'PATCH', mount),
      delete: routeRegistrar('delete', 'DELETE', mount),
    }),
  );

const registerPart = (kind, name, value) => {
  if (kind === 'operation') registerOperation(value);
  else if (kind === 'hook') registerHook(value);
  else registerEndpoint(value, '/' + name);
};

const partKey = (kind, name) => kind + ' ' + stringify(name);

/* One of a bundle's lists of {name, config}: each part stands in the manifest, and none twice. */
const registerParts = (exported, list, kind, missing) => {
  const parts = exported[list];
  if (parts === undefined) return;
  if (!isArray(parts)) throw new TypeError('"' + list + '" of a bundle must be an array');
  const count = parts.length;
  for (let at = 0; at < count; at += 1) {
    const { name, config } = parts[at];
    if (typeof name !== 'string') throw new TypeError('The name of a part in "' + list + '" must be a string');
    const key = partKey(kind, name);
    if (!missing[key]) throw new Error('The bundle exports its part ' + key + ' twice, or its manifest does not declare it');
    missing[key] = false;
    registerPart(kind, name, config);
  }
};

/* A bundle's entry exports the lists by name, or has them on its default export. */
const registerBundle = (value, namespace) => {
  const exported = value === undefined ? namespace : value;
  if (typeof exported !== 'object' || exported === null) throw new TypeError('A bundle must export "hooks", "endpoints" and "operations"');
  const { parts } = setup;
  const missing = create(null);
  for (let at = 0; at < parts.length; at += 1) missing[partKey(parts[at].kind, parts[at].name)] = true;
  registerParts(exported, 'hooks', 'hook', missing);
  registerParts(exported, 'endpoints', 'endpoint', missing);
  registerParts(exported, 'operations', 'operation', missing);
  for (let at = 0; at < parts.length; at += 1) {
    const key = partKey(parts[at].kind, parts[at].name);
    if (missing[key]) throw new Error('The bundle does not export its part ' + key);
  }
};

/* Registers the extension's default export, or a bundle's exports, and reports what was registered, or why it was refused. Works once. */
export const register = (value, namespace) => {
  if (registered) return;
  registered = true;
  registering = true;
  let refused = null;
  try {
    if (setup.kind === 'bundle') registerBundle(value, namespace);
    else if (setup.kind === 'operation') registerOperation(value);
    else if (setup.kind === 'hook') registerHook(value);
    else registerEndpoint(value, '');
  } catch (error) {
    refused = isError(error) ? errorText(error) : '{"name":"Error","message":' + stringify(slice(valueText(error), 0, messageChars)) + '}';
  }
  registering = false;
  if (tooMany) emit('{"over":0,"limit":"registrations"}');
  else if (refused !== null) emit('{"refused":' + refused + '}');
  else emit('{"registered":[' + registrations + ']}');
};

/* ---- Calls ---- */

const ignore = () => undefined;

/* A promise is one without its `then`, too: `await` does not need it. */
const isThenable = (value) =>
  ((typeof value === 'object' && value !== null) || typeof value === 'function') &&
  (typeof value.then === 'function' || hasInstance(Promise, value));

/* `await` needs neither `then` nor a species of the realm's own promises. */
const settle = async (value, onValue, onThrow) => {
  let result;
  try {
    result = await value;
  } catch (error) {
    onThrow(error);
    return;
  }
  onValue(result);
};

/* Calls a handler with one argument, then one of the two: at once, unless the result is a thenable. */
const run = (owner, handler, input, onValue, onThrow) => {
  current = owner;
  let result;
  let later;
  try {
    result = handler(input);
    later = isThenable(result);
  } catch (error) {
    onThrow(error);
    return;
  }
  if (later) void settle(result, onValue, onThrow);
  else onValue(result);
};

/* Reports JSON text as the result; `undefined` is a result without text. The text stands in the line as it is, since JSON text has no line break. */
const returned = (owner, json) => {
  if (json === undefined) endCall(owner, 'R' + owner.number);
  else if (isLonger(json, setup.limits.resultBytes)) exceed(owner, 'result');
  else endCall(owner, 'R' + owner.number + ' ' + json);
};

/* Runs `encode`, which gives JSON text and may run the extension's getters and `toJSON`. */
const encoded = (owner, encode, value, then) => {
  current = owner;
  let json;
  try {
    json = encode(value);
  } catch (error) {
    threw(owner, error);
    return;
  }
  then(json);
};

const finish = (owner, encode, value) => encoded(owner, encode, value, (json) => returned(owner, json));

const plainText = (value) => stringify(value);

const responseText = (response) => {
  if (typeof response !== 'object' || response === null) throw new TypeError('An endpoint must return an object with status and body');
  const { status, body } = response;
  if (!isInteger(status) || status < 200 || status > 599)
    throw new TypeError('The status of a response must be an integer from 200 to 599');
  const text = stringify(body);
  if (typeof text !== 'string') throw new TypeError('The body of a response must be a string or a value that JSON can hold');
  const type = typeof body === 'string' ? 'text/plain' : 'application/json';
  return '{"status":' + status + ',"headers":{"content-type":"' + type + '; charset=utf-8"},"body":' + text + '}';
};

/* Each filter sees its own copy of the last result, so that what it changes without returning it changes nothing. `last` is null while that is still the input. */
const runFilters = (owner, filter, input, last) => {
  const next = (json) => {
    if (filter.next !== null) runFilters(owner, filter.next, input, json);
    else if (json !== null) returned(owner, json);
    else finish(owner, plainText, input());
  };
  run(
    owner,
    filter.handler,
    last === null ? input() : parse(last),
    (value) => {
      if (value === undefined) next(last);
      else encoded(owner, plainText, value, (json) => next(json ?? last));
    },
    (thrown) => threw(owner, thrown),
  );
};

/* All actions start in their order, each with its own copy; the call ends with the last of them. */
const runActions = (owner, first, input) => {
  let open = 1;
  const close = () => {
    open -= 1;
    if (open === 0) returned(owner, undefined);
  };
  for (let action = first; action !== null; action = action.next) {
    open += 1;
    run(owner, action.handler, input(), close, close);
  }
  close();
};

const belowMount = (target, mounted) => {
  const rest = slice(target, mounted);
  return slice(rest, 0, 1) === '/' ? rest : '/' + rest;
};

const runEndpoint = (owner, { method, target, headers, body }) => {
  const query = indexOf(target, '?');
  const path = query === -1 ? target : slice(target, 0, query);
  let route = routes;
  while (route !== null && !(route.method === method && matches(route.segments, path))) route = route.next;
  if (route === null) return endCall(owner, '{"absent":' + owner.number + '}');
  return run(
    owner,
    route.handler,
    { url: route.mounted === 0 ? target : belowMount(target, route.mounted), headers, body },
    (value) => finish(owner, responseText, value),
    (thrown) => threw(owner, thrown),
  );
};

const runOperation = (owner, handler, input) => {
  if (handler === undefined) return endCall(owner, '{"absent":' + owner.number + '}');
  return run(
    owner,
    handler,
    input,
    (value) => finish(owner, plainText, value),
    (thrown) => threw(owner, thrown),
  );
};

/* Takes the host's setup; once, before the extension is evaluated. */
export const configure = (text) => {
  if (setup !== null) throw new Error('The realm is configured already');
  setup = parse(text);
};

/* `input` gives a fresh copy of the hook's payload. */
const runHook = (owner, kind, event, input) => {
  const first = kind === 'filter' ? filters[event] : actions[event];
  if (first === undefined) endCall(owner, '{"absent":' + owner.number + '}');
  else if (kind === 'filter') runFilters(owner, first, input, null);
  else runActions(owner, first, input);
};

/* Starts one call, all of which is JSON text. Its records are there after the microtasks that follow. */
export const dispatch = (text) => {
  const call = parse(text);
  const owner = newOwner(call.call);
  current = owner;
  if (hasOwn(call, 'operation')) runOperation(owner, operations[call.operation], call.input);
  else if (hasOwn(call, 'endpoint')) runEndpoint(owner, call.endpoint);
  else if (hasOwn(call, 'filter')) runHook(owner, 'filter', call.filter, () => parse(text).input);
  else runHook(owner, 'action', call.action, () => parse(text).input);
};

/* Gives the records at once when the call is over already, else undefined, and `drain` has them later. */
const handOver = (owner) => {
  if (!owner.ended && !owner.over) return undefined;
  handed = outbox;
  outbox = '';
  return handed;
};

/* As `dispatch`, for hosts that count the microseconds: only the input is JSON text, of an endpoint its request. */
export const start = (number, kind, name, text) => {
  handed = handedJson = '';
  const owner = newOwner(number);
  current = owner;
  if (kind === 'operation') runOperation(owner, operations[name], parse(text));
  else if (kind === 'endpoint') runEndpoint(owner, parse(text));
  else runHook(owner, kind, name, () => parse(text));
  return handOver(owner);
};

/*
 * As `start` of the operation that was registered as the so-manieth, without any closure: the shortest way through a realm, and the one that is measured.
 * A result that is all there is comes as its JSON text alone; records have a `>` in front, which no JSON text has.
 */
export const operate = (number, index, text) => {
  handed = handedJson = '';
  const handler = operationAt[index];
  const owner = newOwner(number);
  current = owner;
  let result;
  let later;
  try {
    result = handler(parse(text));
    later = isThenable(result);
    if (!later) result = stringify(result);
  } catch (error) {
    threw(owner, error);
    return '>' + handOver(owner);
  }
  if (later) {
    void settle(
      result,
      (value) => finish(owner, plainText, value),
      (thrown) => threw(owner, thrown),
    );
    return undefined;
  }
  if (outbox === '' && result !== undefined && !owner.over && !isLonger(result, setup.limits.resultBytes)) {
    owner.ended = true;
    handedCall = number;
    handedJson = result;
    return result;
  }
  returned(owner, result);
  return '>' + handOver(owner);
};

/* What was given away last and nobody got, and what came after it. */
export const recover = () => {
  const first = handedJson === '' ? handed : 'R' + handedCall + ' ' + handedJson;
  const records = first === '' || outbox === '' ? first + outbox : first + '\n' + outbox;
  handed = handedJson = '';
  outbox = '';
  return records;
};

const errorOf = (shape) => {
  const { kind, name, message } = shape;
  const error = kind === 'type' ? new TypeError(message) : kind === 'limit' ? new RangeError(message) : new Error(message);
  const own = (key, value, enumerable) =>
    defineProperty(error, key, { __proto__: null, value, enumerable, writable: true, configurable: true });
  own('name', name, false);
  if (hasOwn(shape, 'status')) own('status', shape.status, true);
  if (hasOwn(shape, 'response')) own('response', shape.response, true);
  return error;
};

/* Settles one `sleep` or `request`. An answer to a number that is not pending is ignored. */
export const deliver = (text) => {
  const answer = parse(text);
  const resolves = hasOwn(answer, 'resolve');
  const number = resolves ? answer.resolve : answer.reject;
  const asked = pending[number];
  if (asked === undefined) return;
  delete pending[number];
  pendingCount -= 1;
  current = asked.owner;
  if (!resolves) asked.reject(errorOf(answer.error));
  else asked.resolve(hasOwn(answer, 'value') ? answer.value : undefined);
};

/* Hands over the records so far, one JSON text a line, in the order in which things happened. */
export const drain = () => {
  handedJson = '';
  handed = outbox;
  outbox = '';
  return handed;
};
