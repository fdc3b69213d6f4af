import { quoteText } from '../quote-text.ts';
import type { DenialReason } from '../scope/denial-reason.ts';
import { permissionError, typeError, type SdkError } from '../sdk-error.ts';

/** Returns the error of a denied request: it names the function and what was asked for, and says nothing that only DNS or a connection could tell (REQ-15). */
export const denialError = (reason: DenialReason, url: unknown, method: unknown): SdkError => {
  switch (reason) {
    case 'no-scope':
      return permissionError('No permission to use "request"', reason);
    case 'url-not-a-string':
      return typeError('The URL of "request" has to be a string', reason);
    case 'method-not-a-string':
      return typeError('The method of "request" has to be a string', reason);
    case 'method-not-granted':
      return permissionError(`No permission to use "request" with the method ${quoteText(method)}`, reason);
    default:
      return permissionError(`No permission to request ${quoteText(url)}`, reason);
  }
};
