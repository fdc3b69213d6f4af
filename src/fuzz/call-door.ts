import type { Json } from '../contract/json.ts';
import { endpoint, filter, operation, type CallStep } from '../contract/stimulus.ts';
import { doors, type ExtensionType } from './extension-source.ts';

/** Returns a call of a generated extension by the door of its type. */
export const callDoor = (type: Exclude<ExtensionType, 'bundle'>, input: { readonly [key: string]: Json }): CallStep => {
  switch (type) {
    case 'operation':
      return operation(doors.operation, input);
    case 'endpoint':
      return endpoint('POST', doors.route, { body: input });
    case 'hook':
      return filter(doors.filter, input);
  }
};
