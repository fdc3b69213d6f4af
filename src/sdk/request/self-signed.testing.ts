import { generateKeyPairSync, sign } from 'node:crypto';
import type { Certified } from '../loopback.testing.ts';

const element = (tag: number, ...parts: readonly Buffer[]): Buffer => {
  const content = Buffer.concat(parts);
  const size =
    content.length < 0x80
      ? [content.length]
      : content.length < 0x100
        ? [0x81, content.length]
        : [0x82, content.length >> 8, content.length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
};

const sequence = (...parts: readonly Buffer[]): Buffer => element(0x30, ...parts);
const hex = (text: string): Buffer => Buffer.from(text, 'hex');
const time = (text: string): Buffer => element(0x17, Buffer.from(text));

// Object identifiers: ecdsa-with-SHA256, commonName, subjectAltName, basicConstraints.
const ecdsa = sequence(element(0x06, hex('2a8648ce3d040302')));
const commonName = element(0x06, hex('550403'));
const alternativeName = element(0x06, hex('551d11'));
const basicConstraints = element(0x06, hex('551d13'));
const yes = element(0x01, hex('ff'));

/** Returns a fresh key and a self-signed certificate for one DNS name and one IPv4 address, both as PEM text (RFC 5280), valid until the year, which starts with 20. */
export const selfSigned = (name: string, address = '192.0.2.1', year = 2049): Certified => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const subject = sequence(element(0x31, sequence(commonName, element(0x0c, Buffer.from(name)))));
  const extensions = sequence(
    sequence(
      alternativeName,
      element(0x04, sequence(element(0x82, Buffer.from(name)), element(0x87, Buffer.from(address.split('.').map(Number))))),
    ),
    sequence(basicConstraints, yes, element(0x04, sequence(yes))),
  );
  const body = sequence(
    element(0xa0, element(0x02, hex('02'))),
    element(0x02, hex('01')),
    ecdsa,
    subject,
    sequence(time('200101000000Z'), time(`${String(year % 100)}1231235959Z`)),
    subject,
    publicKey.export({ type: 'spki', format: 'der' }),
    element(0xa3, extensions),
  );
  const der = sequence(body, ecdsa, element(0x03, hex('00'), sign('sha256', body, privateKey)));
  const lines =
    der
      .toString('base64')
      .match(/.{1,64}/g)
      ?.join('\n') ?? '';
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    certificate: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
  };
};
