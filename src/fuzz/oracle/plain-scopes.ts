import { decidePlainly, noCeilings } from './decide-plainly.ts';
import { hasOnly, isPlainRecord, own, type PlainRecord } from './plain-record.ts';

/** What the scopes of a manifest grant. */
export interface PlainScopes {
  readonly log: boolean;
  readonly sleep: boolean;
  readonly grantsRequest: (url: string, method: string) => boolean;
}

/** What is found out while a manifest is read. */
export interface PlainNotes {
  /** Words for the fields that make it malformed; an empty one for what has no field. */
  readonly wrong: string[];
  /** Whether it may be refused. */
  isOpen: boolean;
  /** Whether, when it loads, it may have less than all of its scopes. */
  isInexact: boolean;
}

const grantsNothing = (): boolean => false;

/** What grants nothing. */
export const nothing: PlainScopes = { log: false, sleep: false, grantsRequest: grantsNothing };

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

const areTexts = (list: unknown): list is readonly string[] => Array.isArray(list) && list.every((one) => typeof one === 'string');
const areMethods = (list: unknown): list is readonly string[] => areTexts(list) && list.every((one) => methods.includes(one));

const readRequestScope = (scope: unknown, notes: PlainNotes): PlainScopes['grantsRequest'] => {
  if (!isPlainRecord(scope)) {
    notes.wrong.push('request');
    return grantsNothing;
  }
  if (!hasOnly(scope, ['methods', 'urls'])) notes.isOpen = true;
  const [granted, urls] = [own(scope, 'methods'), own(scope, 'urls')];
  if (!areMethods(granted)) notes.wrong.push('methods');
  if (!areTexts(urls)) notes.wrong.push('urls');
  if (!areMethods(granted) || !areTexts(urls)) return grantsNothing;
  if ([granted, urls].some((list) => new Set(list).size < list.length)) notes.isOpen = true;
  const deciders = urls.map((url) => decidePlainly({ methods: granted, urls: [url] }, noCeilings));
  // an invalid glob grants nothing; that it refuses the load is only a SHOULD (REQ-5), and so is what the others of the list are then worth
  if (deciders.includes(undefined)) {
    notes.isOpen = true;
    notes.isInexact = true;
  }
  return (url, method) => deciders.some((decide) => decide?.(url, method).granted === true);
};

/* A scope without any settings. One that has some is not what the documents show. */
const readEmptyScope = (name: string, requested: PlainRecord, notes: PlainNotes): boolean => {
  const scope = own(requested, name);
  if (!isPlainRecord(scope)) {
    if (Object.hasOwn(requested, name)) notes.wrong.push(name);
    return false;
  }
  if (Object.keys(scope).length > 0) {
    notes.isOpen = true;
    notes.isInexact = true;
  }
  return true;
};

/** Reads the scopes of a `sandbox` value. */
export const readPlainScopes = (sandbox: PlainRecord, notes: PlainNotes): PlainScopes => {
  if (!Object.hasOwn(sandbox, 'requestedScopes')) {
    notes.isOpen = true;
    return nothing;
  }
  const requested = own(sandbox, 'requestedScopes');
  if (!isPlainRecord(requested)) {
    notes.wrong.push('requestedScopes');
    return nothing;
  }
  // MAN-4: whatever an unknown scope does to the others, it widens nothing
  if (!hasOnly(requested, ['log', 'sleep', 'request'])) {
    notes.isOpen = true;
    notes.isInexact = true;
  }
  return {
    log: readEmptyScope('log', requested, notes),
    sleep: readEmptyScope('sleep', requested, notes),
    grantsRequest: Object.hasOwn(requested, 'request') ? readRequestScope(own(requested, 'request'), notes) : grantsNothing,
  };
};
