import { generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';
import { isIP } from 'node:net';

import ipaddr from 'ipaddr.js';

/** A key and its certificate, as PEM text. */
export interface Certified {
  readonly key: string;
  readonly certificate: string;
}

/** Who vouches for certificates. `certificate` is what a client has to trust. */
export interface Authority {
  readonly certificate: string;
  /** Issues a certificate for one host name or address. */
  issue(name: string, options?: { readonly expired?: boolean }): Certified;
}

const element = (tag: number, ...parts: readonly Buffer[]): Buffer => {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
};

const sequence = (...parts: readonly Buffer[]): Buffer => element(0x30, ...parts);
const hex = (text: string): Buffer => Buffer.from(text, 'hex');
const time = (text: string): Buffer => element(0x17, Buffer.from(text));
const yes = element(0x01, hex('ff'));
const objects = {
  ecdsaWithSha256: sequence(element(0x06, hex('2a8648ce3d040302'))),
  commonName: element(0x06, hex('550403')),
  alternativeName: element(0x06, hex('551d11')),
  basicConstraints: element(0x06, hex('551d13')),
};

const named = (name: string): Buffer => sequence(element(0x31, sequence(objects.commonName, element(0x0c, Buffer.from(name)))));

const pemOf = (der: Buffer): string => {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
};

interface Certificate {
  readonly name: string;
  readonly issuer: string;
  readonly publicKey: KeyObject;
  readonly signer: KeyObject;
  readonly expired: boolean;
  readonly extension: Buffer;
}

// RFC 5280, section 4.1; version 3.
const certificateOf = ({ name, issuer, publicKey, signer, expired, extension }: Certificate): string => {
  const body = sequence(
    element(0xa0, element(0x02, hex('02'))),
    element(0x02, Buffer.concat([hex('01'), randomBytes(8)])),
    objects.ecdsaWithSha256,
    named(issuer),
    sequence(time('200101000000Z'), time(expired ? '201231235959Z' : '491231235959Z')),
    named(name),
    publicKey.export({ type: 'spki', format: 'der' }),
    element(0xa3, sequence(extension)),
  );
  return pemOf(sequence(body, objects.ecdsaWithSha256, element(0x03, hex('00'), sign('sha256', body, signer))));
};

// RFC 5280, section 4.2.1.6: a client that asked for an address does not take a name for it.
const alternativeName = (host: string): Buffer =>
  isIP(host) === 0 ? element(0x82, Buffer.from(host)) : element(0x87, Buffer.from(ipaddr.parse(host).toByteArray()));

const newKeys = (): { readonly publicKey: KeyObject; readonly privateKey: KeyObject } => generateKeyPairSync('ec', { namedCurve: 'P-256' });

/** Returns an authority with a key of its own (RFC 5280). */
export const openAuthority = (name = 'sandproof'): Authority => {
  const own = newKeys();
  const mayIssue = sequence(objects.basicConstraints, yes, element(0x04, sequence(yes)));
  const base = { issuer: name, signer: own.privateKey };
  return {
    certificate: certificateOf({ ...base, name, publicKey: own.publicKey, expired: false, extension: mayIssue }),
    issue: (host, { expired = false } = {}) => {
      const { publicKey, privateKey } = newKeys();
      const forHost = sequence(objects.alternativeName, element(0x04, sequence(alternativeName(host))));
      return {
        key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
        certificate: certificateOf({ ...base, name: host, publicKey, expired, extension: forHost }),
      };
    },
  };
};
