import fc from 'fast-check';

import { beside, concurrently, fresh, load, unload, type CallStep, type Role, type Step } from '../../contract/stimulus.ts';
import { callDoor } from '../call-door.ts';
import type { Expectation } from '../expectation.ts';
import type { ExtensionType } from '../extension-source.ts';

/** A type of extension that has one door. */
export type OneDoor = Exclude<ExtensionType, 'bundle'>;

/** What is loaded: `fresh` is the same extension as `beside`, under another name. */
export interface Cast {
  readonly subject: OneDoor;
  readonly beside: OneDoor;
}

/** What the model knows of one role. */
interface Actor {
  readonly type: OneDoor;
  /** What its records begin with. */
  readonly tag: string;
  isLoaded: boolean;
  /** Calls since it was loaded last. */
  counted: number;
  /** Calls ever. */
  calls: number;
  /** How its last load has to have ended; none was tried when it is left out. */
  lastLoad?: 'accepted' | 'refused';
}

/** What extensions did so far, and what has to be seen of it: commands add to it, and nothing runs. */
export interface Lifecycle {
  readonly actors: Readonly<Record<Role, Actor>>;
  readonly steps: Step[];
  readonly expects: Expectation[];
  readonly covers: string[];
}

const actor = (type: OneDoor, tag: string, lastLoad?: Actor['lastLoad']): Actor => ({
  type,
  tag,
  isLoaded: lastLoad === 'accepted',
  counted: 0,
  calls: 0,
  ...(lastLoad === undefined ? {} : { lastLoad }),
});

/* An operation's id is everybody's, and all of these have the same (OPERATION-5). */
const sharesItsId = (one: OneDoor, other: OneDoor): boolean => one === 'operation' && other === 'operation';

/* How it stands when a program begins: the honest one was loaded first, then the one under test. */
const beginning = (cast: Cast): Lifecycle => ({
  actors: {
    subject: actor(cast.subject, 'subject', sharesItsId(cast.subject, cast.beside) ? 'refused' : 'accepted'),
    beside: actor(cast.beside, 'honest', 'accepted'),
    fresh: actor(cast.beside, 'honest'),
  },
  steps: [],
  expects: [],
  covers: [],
});

const toRole: Readonly<Record<Role, (step: CallStep) => CallStep>> = { subject: (step) => step, beside, fresh };

/* A runtime may keep what a realm holds over calls, or give every call a new one (ISO-1); either way it begins anew with a load. */
const countsOf = (counted: number): readonly number[] => (counted === 1 ? [1] : [1, counted]);

/* Adds what has to be seen of a call, and returns the call. */
const called = (now: Lifecycle, role: Role): CallStep => {
  const one = now.actors[role];
  const call = one.calls;
  one.calls += 1;
  if (one.isLoaded) {
    one.counted += 1;
    const counts = countsOf(one.counted);
    now.expects.push({
      call,
      role,
      gives: counts.flatMap((inModule) => counts.map((everywhere) => ({ tag: one.tag, n: call, inModule, everywhere }))),
      logs: [`${one.tag} ${call}`],
    });
  } else now.expects.push({ call, role, absent: true });
  now.covers.push(`call: ${role} ${one.isLoaded ? 'that is loaded' : 'that is not loaded'}`);
  return toRole[role](callDoor(one.type, { n: call }));
};

const isTaken = ({ actors }: Lifecycle, role: Role): boolean =>
  actors[role].isLoaded || Object.values(actors).some((other) => other.isLoaded && sharesItsId(actors[role].type, other.type));

type OneCommand = fc.Command<Lifecycle, object>;

/** Commands on the model. */
export type LifecycleCommands = Iterable<OneCommand>;

const command = (name: string, run: (now: Lifecycle) => void, isPossible: (now: Lifecycle) => boolean = () => true): OneCommand => ({
  check: (now) => isPossible(now),
  run: (now) => run(now),
  toString: () => name,
});

const loads = (role: Role): OneCommand =>
  command(`load ${role}`, (now) => {
    const one = now.actors[role];
    const ending = isTaken(now, role) ? 'refused' : 'accepted';
    now.steps.push(load(role));
    now.covers.push(`load: ${ending === 'accepted' ? 'free' : one.isLoaded ? 'its name is taken' : 'its id is taken'}`);
    one.lastLoad = ending;
    if (ending === 'refused') return;
    one.isLoaded = true;
    one.counted = 0;
  });

const unloads = (role: Role): OneCommand =>
  command(
    `unload ${role}`,
    (now) => {
      now.steps.push(unload(role));
      now.actors[role].isLoaded = false;
      now.covers.push(`unload: ${role}`);
    },
    (now) => now.actors[role].isLoaded,
  );

const calls = (role: Role): OneCommand => command(`call ${role}`, (now) => void now.steps.push(called(now, role)));

const callEverybody = (now: Lifecycle): void => {
  now.steps.push(concurrently(...(['subject', 'beside', 'fresh'] as const).map((role) => called(now, role))));
};

const everybody: OneCommand = command('call everybody', callEverybody);

const role = fc.constantFrom<Role[]>('subject', 'beside', 'fresh');

/** Commands on the model: loads, unloads, calls, and calls of all of them at the same time. Shrinking leaves out whichever can be. */
export const lifecycleCommands: fc.Arbitrary<LifecycleCommands> = fc.commands<Lifecycle, object>(
  [role.map(calls), role.map(calls), fc.constant(everybody), role.map(loads), role.map(loads), role.map(unloads), role.map(unloads)],
  { maxCommands: 20, size: 'max' },
);

/** Returns what a program of these commands consists of; at the end everybody is called. */
export const afterCommands = (cast: Cast, commands: LifecycleCommands): Lifecycle => {
  const model = beginning(cast);
  fc.modelRun(() => ({ model, real: {} }), commands);
  callEverybody(model);
  return model;
};
