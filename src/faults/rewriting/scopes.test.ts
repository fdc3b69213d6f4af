import { describe, expect, it } from 'vitest';

import type { Json } from '../../contract/json.ts';
import type { LoadAnswer, LoadMessage, Rewriting } from '../fault.ts';
import { changeRequestScope, everyRequest, grantScope } from './scopes.ts';

const refused: LoadAnswer = { refused: { phase: 'manifest', error: { name: 'Error', message: 'no' } } };

const requestedAfter = async (rewriting: Rewriting, requestedScopes: Json | undefined): Promise<unknown> => {
  const sandbox = { enabled: true, ...(requestedScopes === undefined ? {} : { requestedScopes }) };
  let passed: LoadMessage | undefined;
  const manifestText = JSON.stringify({ 'directus:extension': { type: 'operation', sandbox } });
  await rewriting.load?.({ limits: {}, extension: { name: 'n', manifestText, files: {} } }, async (message) => {
    passed = message;
    return refused;
  });
  const manifest = JSON.parse(passed?.extension.manifestText ?? '') as { 'directus:extension': { sandbox: { requestedScopes?: unknown } } };
  return manifest['directus:extension'].sandbox.requestedScopes;
};

describe('grantScope', () => {
  it('adds the scope, keeps the known ones and drops the unknown', async () => {
    expect(await requestedAfter(grantScope('log', {})(), { sleep: {}, all: {}, LOG: {} })).toEqual({ log: {}, sleep: {} });
  });

  it('adds requestedScopes where there are none', async () => {
    expect(await requestedAfter(grantScope('log', {})(), undefined)).toEqual({ log: {} });
  });

  it.each([[['log']], [{ sleep: true }], [{ request: { methods: 'GET', urls: [] } }]])(
    'leaves the malformed %j alone',
    async (requested) => {
      expect(await requestedAfter(grantScope('log', {})(), requested as Json)).toEqual(requested);
    },
  );
});

describe('changeRequestScope', () => {
  it('changes a request scope', async () => {
    const requested = { request: { methods: ['GET'], urls: [] } };
    expect(await requestedAfter(changeRequestScope(() => everyRequest)(), requested)).toEqual({ request: everyRequest });
  });

  it('adds none', async () => {
    expect(await requestedAfter(changeRequestScope(() => everyRequest)(), { log: {} })).toEqual({ log: {} });
  });
});
