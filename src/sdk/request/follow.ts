import { quoteText } from '../quote-text.ts';
import type { RequestDecision } from '../scope/request-decision.ts';
import { limitError, permissionError } from '../sdk-error.ts';
import { isRedirect } from './is-redirect.ts';
import { locationOf } from './location-of.ts';
import { nextMessage, type Message } from './next-message.ts';
import type { RequestContext } from './request-context.ts';
import type { HopResponse } from './send-once.ts';
import { vetAddresses } from './vet-addresses.ts';

type Hop = Extract<RequestDecision, { readonly ok: true }>;

const typeFor = (message: Message): Message['headers'] =>
  message.body === undefined || message.headers.has('content-type')
    ? message.headers
    : new Map([...message.headers, ['content-type', message.body.type]]);

const send = async (context: RequestContext, hop: Hop, message: Message, signal: AbortSignal): Promise<HopResponse> => {
  const { parts, limits, held, proxy, ca } = context;
  const addresses = await vetAddresses(context, hop.href, hop.literalHost, signal);
  return parts.send(
    {
      href: hop.href,
      addresses,
      method: message.method,
      headers: typeFor(message),
      ...(message.body === undefined ? {} : { body: message.body.text }),
      responseBytes: limits.responseBytes,
      ...(held === undefined ? {} : { held }),
      ...(proxy === undefined ? {} : { proxy }),
      ...(ca === undefined ? {} : { ca }),
    },
    signal,
  );
};

/**
 * Sends a checked request and follows redirects, each of which passes the whole check, URL and new method, before anything is looked up or connected (REQ-6),
 * and then the address policy, before anything is connected (REQ-13).
 * @throws {SdkError} of kind `permission` for a redirect that the scope does not grant, of kind `limit` for too many.
 */
export const follow = async (context: RequestContext, hop: Hop, message: Message, signal: AbortSignal): Promise<HopResponse> => {
  let at = hop;
  let says = message;
  for (let hops = 0; ; hops += 1) {
    const response = await send(context, at, says, signal);
    if (!isRedirect(response.status, response.headers)) return response;
    if (hops >= context.limits.redirects)
      throw limitError(`The "request" was redirected more than ${String(context.limits.redirects)} times`);
    const location = response.headers['location'] ?? '';
    says = nextMessage(response.status, says);
    const target = locationOf(location, at.href);
    const decision = target === undefined ? undefined : context.parts.checkHop(context.scopes, target, says.method);
    if (decision?.ok !== true)
      throw permissionError(`No permission for "request" to follow the redirect to ${quoteText(location)}`, decision?.reason);
    if (new URL(decision.href).origin !== new URL(at.href).origin)
      says = { ...says, headers: context.parts.headersAcrossOrigins(says.headers) };
    at = decision;
  }
};
