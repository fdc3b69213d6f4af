import type { Json } from '../../contract/json.ts';
import { limitError, typeError, type SdkError } from '../sdk-error.ts';
import { encodeForm } from './encode-form.ts';

/** A body as it goes out, and the content type that it needs unless the extension set one. */
export interface EncodedBody {
  readonly text: string;
  readonly type: string;
}

const formType = 'application/x-www-form-urlencoded';

const encode = (body: string | object, contentType: string | undefined): EncodedBody => {
  if (typeof body === 'string') return { text: body, type: formType };
  if (contentType?.split(';', 1)[0]?.trim().toLowerCase() === formType) return { text: encodeForm(body as Json), type: formType };
  return { text: JSON.stringify(body), type: 'application/json' };
};

/**
 * Returns the body of a request: a string as it is, an object as JSON, or urlencoded where the extension set that content type (REQ-2); `undefined` for none.
 * A string without a content type is announced as a form, as Directus' client does.
 */
export const encodeBody = (body: unknown, contentType: string | undefined, longest: number): EncodedBody | undefined | SdkError => {
  if (body === undefined || body === null) return undefined;
  if (typeof body !== 'string' && typeof body !== 'object') return typeError('The body of "request" has to be a string or an object');
  try {
    const encoded = encode(body, contentType);
    return Buffer.byteLength(encoded.text) > longest
      ? limitError(`The body of "request" is longer than ${String(longest)} bytes`)
      : encoded;
  } catch (error) {
    // Nesting beyond the stack, or a text beyond the engine's longest string.
    if (error instanceof RangeError) return limitError('The body of "request" is nested too deep or too long');
    throw error;
  }
};
