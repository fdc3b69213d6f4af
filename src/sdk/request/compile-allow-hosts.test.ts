import { describe, expect, it } from 'vitest';
import { compileAllowHosts } from './compile-allow-hosts.ts';

describe('compileAllowHosts', () => {
  it('allows nothing without entries', () => {
    const { hasName, hasAddress } = compileAllowHosts([]);
    expect([hasName('a.test'), hasName('localhost'), hasAddress('127.0.0.1'), hasAddress('::1')]).toEqual([false, false, false, false]);
  });

  it('reads names as the URL parser does, and patterns with labels in front alone', () => {
    const { hasName } = compileAllowHosts(['DB.Internal', '*.SVC.test', 'bücher.test']);
    expect(['db.internal', 'a.svc.test', 'a.b.svc.test', 'xn--bcher-kva.test'].filter((name) => !hasName(name))).toEqual([]);
    expect(['a.db.internal', 'svc.test', 'asvc.test', 'internal', 'test', '10.0.0.1'].filter(hasName)).toEqual([]);
  });

  it('reads addresses as the URL parser does', () => {
    const { hasAddress, hasName } = compileAllowHosts(['10.0.0.1', '0x7f.1', '::1', '[FD00::2]', '::ffff:10.0.0.2']);
    expect(['10.0.0.1', '127.0.0.1', '::1', 'fd00::2', 'fd00:0::2', '::ffff:a00:2'].filter((address) => !hasAddress(address))).toEqual([]);
    expect(['10.0.0.2', '10.0.0.0', '127.0.0.2', '::2', '::ffff:a00:1'].filter(hasAddress)).toEqual([]);
    expect(hasName('10.0.0.1')).toBe(false);
  });

  it('reads ranges from their first to their last address', () => {
    const { hasAddress } = compileAllowHosts(['10.1.0.0/16', 'fd12::/32', '192.168.1.7/32', '[fe80::]/10']);
    expect(
      ['10.1.0.0', '10.1.255.255', 'fd12::', 'fd12:0:ffff::1', '192.168.1.7', 'febf::1'].filter((address) => !hasAddress(address)),
    ).toEqual([]);
    expect(['10.0.255.255', '10.2.0.0', 'fd12:1::', 'fd11::', '192.168.1.6', '192.168.1.8', '::ffff:10.1.0.0'].filter(hasAddress)).toEqual(
      [],
    );
  });

  it.each([
    '',
    '*',
    '*.',
    '*.10.0.0.1',
    'a.*.test',
    'a.test:80',
    '[::1]:80',
    '10.0.0.1:80',
    '[::1]:80/128',
    '::1]',
    'http://a.test',
    'a.test/24',
    'a.test/',
    'user@a.test',
    'a test',
    'a.test.',
    '10.0.0.0/33',
    '10.0.0.0/',
    '10.0.0.0/x',
    '10.0.0.0/8/8',
    '10.1.0.0/8',
    'fd12::1/32',
    '::/129',
    '1.2.3.4.5',
    '300.0.0.1',
    'fe80::1%eth0',
    5,
    null,
  ])('refuses %j and names it', (entry) => {
    expect(() => compileAllowHosts(['a.test', entry as string])).toThrow(
      expect.objectContaining({ name: 'TypeError', message: expect.stringMatching(/^allowHosts\[1\]: expected .*, got ./) as unknown }),
    );
  });

  it('quotes a wrong entry', () => {
    expect(() => compileAllowHosts(['10.1.0.0/8'])).toThrow(
      'allowHosts[0]: expected a host name, "*.name", an address or a range such as 10.0.0.0/8, got "10.1.0.0/8"',
    );
  });
});
