import type { SdkOptions } from '../create-sdk.ts';

/** What was sent, and the part that notes it. */
export interface Sent {
  readonly hops: (readonly [string, readonly string[]])[];
  readonly parts: Pick<NonNullable<SdkOptions['parts']>, 'send'>;
}

/** Notes what would be connected to, for addresses that no test can listen on. */
export const noting = (): Sent => {
  const hops: (readonly [string, readonly string[]])[] = [];
  return {
    hops,
    parts: {
      send: ({ href, addresses }) => {
        hops.push([href, addresses]);
        return Promise.resolve({ status: 200, statusText: 'OK', headers: {}, text: '' });
      },
    },
  };
};
