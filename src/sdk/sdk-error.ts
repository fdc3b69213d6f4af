import type { ErrorShape } from '../contract/outcome.ts';

/** What kind of refusal or failure a rejection is. */
export type SdkErrorKind = 'permission' | 'type' | 'limit' | 'network' | 'http';

/** An error as the extension gets to see it: bounded plain data without a stack. */
export type SdkErrorData = ErrorShape & { readonly kind: SdkErrorKind };

/** A step of the SDK that ends a call of the extension; `data` is what the extension gets to see, `cause` stays on the host. */
export class SdkError extends Error {
  readonly data: SdkErrorData;

  constructor(data: SdkErrorData, options?: ErrorOptions) {
    super(data.message, options);
    this.name = 'SdkError';
    this.data = data;
  }
}

const shape =
  (kind: SdkErrorKind, name: string) =>
  (message: string, cause?: unknown): SdkError =>
    new SdkError({ kind, name, message }, { cause });

/** Returns the error of a use that no scope grants. */
export const permissionError = shape('permission', 'Error');

/** Returns the error of an argument of the wrong type or range. */
export const typeError = shape('type', 'TypeError');

/** Returns the error of a use beyond a limit. */
export const limitError = shape('limit', 'Error');

/** Returns the error of a request that found no answer. */
export const networkError = shape('network', 'Error');
