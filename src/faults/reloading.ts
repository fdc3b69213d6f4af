import type { Entry } from '../contract/adapter.ts';
import { inMessage, semantic } from './build-fault.ts';
import type { CallMessage, Fault, LoadMessage, Rewriting } from './fault.ts';
import { manifestValue } from './rewriting/rewrite-manifest.ts';
import { rewriteSource } from './rewriting/rewrite-source.ts';

type Load = NonNullable<Rewriting['load']>;

const withSources = ({ extension, ...message }: LoadMessage, change: (source: string) => string): LoadMessage => ({
  ...message,
  extension: { ...extension, files: Object.fromEntries(Object.entries(extension.files).map(([path, text]) => [path, change(text)])) },
});

/** Once something was stopped, `change` decides about every call. */
const afterAStop = (change: NonNullable<Rewriting['call']>) => (): Rewriting => {
  let stopped = false;
  return {
    call: async (message, forward) => {
      const outcome = await (stopped ? change(message, forward) : forward(message));
      if (outcome.status === 'stopped') stopped = true;
      return outcome;
    },
  };
};

const isOfLetters = ({ entry }: CallMessage): boolean =>
  ('filter' in entry && entry.filter === 'letters.items.create') || ('action' in entry && entry.action === 'letters.items.create');

const twice: NonNullable<Rewriting['call']> = async (message, forward) => {
  if (isOfLetters(message)) await forward(message);
  return forward(message);
};

const reloadsRegisterTwice = (): Rewriting => {
  const loads = new Map<string, number>();
  return {
    load: (message, forward) => {
      const { name } = message.extension;
      loads.set(name, (loads.get(name) ?? 0) + 1);
      return forward(message);
    },
    call: (message, forward) => ((loads.get(message.entry.extension) ?? 0) > 1 ? twice(message, forward) : forward(message)),
  };
};

/** Watches which extensions are refused while they run or register. */
const amongRefused =
  (load: (refused: Set<string>) => Load, call?: (refused: ReadonlySet<string>) => NonNullable<Rewriting['call']>) => (): Rewriting => {
    const refused = new Set<string>();
    return { load: load(refused), ...(call === undefined ? {} : { call: call(refused) }) };
  };

const noting =
  (refused: Set<string>): Load =>
  async (message, forward) => {
    const answer = await forward(message);
    if ('refused' in answer && ['evaluate', 'register'].includes(answer.refused.phase)) refused.add(message.extension.name);
    return answer;
  };

const keepsNames =
  (refused: Set<string>): Load =>
  async (message, forward) =>
    refused.has(message.extension.name)
      ? { refused: { phase: 'manifest', error: { name: 'Error', message: 'the name is taken' } } }
      : noting(refused)(message, forward);

const aRefusalStopsAll = (): Rewriting => {
  let stopped = false;
  return {
    load: async (message, forward) => {
      const answer = await forward(message);
      if (
        'refused' in answer &&
        answer.refused.phase === 'register' &&
        manifestValue(message.extension.manifestText, 'type') === 'operation'
      )
        stopped = true;
      return answer;
    },
    call: async (message, forward) => (stopped ? { status: 'absent' } : forward(message)),
  };
};

const generated = /export default \{ id: '([^']*)', handler: answer \};/;

/** An id that is taken is registered under another one, which answers in its place. */
const sharesOperationIds = (): Rewriting => {
  const aliases = new Map<string, string>();
  const renamed = (source: string, id: string, alias: string): string => source.replace(`id: '${id}'`, `id: '${alias}'`);
  return {
    load: async (message, forward) => {
      const answer = await forward(message);
      if (!('refused' in answer) || answer.refused.phase !== 'register') return answer;
      const [source = ''] = Object.values(message.extension.files);
      const id = source.includes("id: 'honest'") ? 'honest' : generated.exec(source)?.[1];
      if (id === undefined) return answer;
      aliases.set(message.extension.name, `${id}-shared`);
      return forward(withSources(message, (text) => renamed(text, id, `${id}-shared`)));
    },
    call: (message, forward) => {
      const { entry } = message;
      const alias = aliases.get(entry.extension);
      return forward(alias === undefined || !('operation' in entry) ? message : { ...message, entry: { ...entry, operation: alias } });
    },
  };
};

const sensitive = /context\.(filter|action)\('(?:authenticate|auth\.login|auth\.jwt|websocket\.authenticate)'/;
const sensitiveEvents = ['authenticate', 'auth.login', 'auth.jwt', 'websocket.authenticate'];
const handedOut = 'handed.out';

const handsOutCredentials = (): Rewriting => ({
  load: (message, forward) =>
    forward(withSources(message, (text) => text.replace(sensitive, (_, kind: string) => `context.${kind}('${handedOut}'`))),
  call: (message, forward) => {
    const { entry } = message;
    const isSensitive =
      ('filter' in entry && sensitiveEvents.includes(entry.filter)) || ('action' in entry && sensitiveEvents.includes(entry.action));
    const other: Entry = 'filter' in entry ? { ...entry, filter: handedOut } : { extension: entry.extension, action: handedOut };
    return forward(isSensitive ? { ...message, entry: other } : message);
  },
});

const refusals = (
  name: string,
  breaks: string,
  change: (message: string, phase: string) => { readonly phase?: 'manifest'; readonly message?: string },
): Fault =>
  inMessage(name, breaks, () => ({
    load: async (message, forward) => {
      const answer = await forward(message);
      if (!('refused' in answer) || answer.refused.limit !== undefined) return answer;
      const { phase, error } = answer.refused;
      const { phase: other = phase, message: text = error.message } = change(error.message, phase);
      return { refused: { ...answer.refused, phase: other, error: { ...error, message: text } } };
    },
  }));

/** What stays of a load that was refused, stopped or done again, and who may have which name. */
export const reloadingFaults: readonly Fault[] = [
  semantic(
    'comes-back-with-less',
    'after a stop a handler is missing',
    afterAStop(async (message, forward) =>
      'filter' in message.entry && message.entry.filter.startsWith('stamps.') ? { status: 'absent' } : forward(message),
    ),
  ),
  semantic('comes-back-twice', 'after a stop every handler is registered twice', afterAStop(twice)),
  semantic(
    'comes-back-whatever-it-registers',
    'what is registered after a stop is not compared',
    rewriteSource((source) => source.replace('`drawn.${Math.random()}`', "'drawn.once'")),
  ),
  semantic('reloads-register-twice', 'an extension that is loaded again has its handlers twice', reloadsRegisterTwice),
  semantic('refused-loads-keep-their-name', 'the name of a refused extension stays taken', amongRefused(keepsNames)),
  semantic(
    'refused-handlers-stay',
    'what a refused extension registered stays registered',
    amongRefused(
      noting,
      (refused) => async (message, forward) =>
        refused.has(message.entry.extension) ? { status: 'returned', undefined: true } : forward(message),
    ),
  ),
  semantic('a-refused-registration-stops-all', 'an operation that is refused takes the others along', aRefusalStopsAll),
  semantic('shares-operation-ids', 'two operations have the same id', sharesOperationIds),
  semantic('hands-out-credentials', 'handlers get events that carry credentials', handsOutCredentials),
  refusals('blames-the-manifest', 'what is refused while it registers is told to be malformed', (_, phase) =>
    phase === 'register' ? { phase: 'manifest' } : {},
  ),
  refusals('refuses-events-without-a-name', 'a refused event is not named', (text) =>
    sensitiveEvents.some((event) => text.includes(event)) ? { message: 'no' } : {},
  ),
];
