import { z } from 'zod';

import { methods, notifications, type MethodName, type NotificationName } from './messages.ts';

const jsonrpc = z.literal('2.0');
const id = z.int();

const each = <Name extends string, T>(names: readonly Name[], make: (name: Name) => T): Readonly<Record<Name, T>> =>
  Object.fromEntries(names.map((name) => [name, make(name)])) as Record<Name, T>;

/** Every method that the suite may ask. */
export const methodNames = Object.keys(methods) as readonly MethodName[];

const notificationNames = Object.keys(notifications) as readonly NotificationName[];

/** Schema of a whole line from the suite, by its method. */
export const requestLines = each(methodNames, (method) =>
  z.strictObject({ jsonrpc, id, method: z.literal(method), params: methods[method].params }),
);

/** Schema of the line that answers a request, by the method that was asked. */
export const resultLines = each(methodNames, (method) => z.strictObject({ jsonrpc, id, result: methods[method].result }));

/** Schema of the line that answers a request with an error. */
export const errorLine = z.strictObject({
  jsonrpc,
  id,
  error: z.strictObject({ code: z.int(), message: z.string(), data: z.unknown().exactOptional() }),
});

/** Schema of a whole line that a cell sends on its own, by its name. */
export const notificationLines = each(notificationNames, (name) =>
  z.strictObject({ jsonrpc, method: z.literal(name), params: notifications[name] }),
);
