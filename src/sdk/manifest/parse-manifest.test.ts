import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ExtensionManifest } from '@directus/extensions';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../../package-root.ts';
import { manifestErrorMessage } from './manifest-error.ts';
import type { Manifest } from './manifest.ts';
import { bundle, hook, operation, textOf } from './manifests.testing.ts';
import { parseManifest } from './parse-manifest.ts';

const manifestOf = (text: string): Manifest => {
  const result = parseManifest(text);
  if (!result.ok) throw new Error(manifestErrorMessage(result.error));
  return result.manifest;
};

const ext = 'directus:extension';

describe('parseManifest', () => {
  it('returns what a host needs of a hook, an endpoint and an operation', () => {
    expect(manifestOf(textOf(hook))).toMatchObject({
      name: 'some-extension',
      version: '1.2.3',
      type: 'hook',
      entries: [{ kind: 'hook', path: 'dist/index.js' }],
    });
    expect(manifestOf(textOf({ ...hook, type: 'endpoint' }))).toMatchObject({
      type: 'endpoint',
      entries: [{ kind: 'endpoint', path: 'dist/index.js' }],
    });
    expect(manifestOf(textOf(operation))).toMatchObject({ type: 'operation', entries: [{ kind: 'operation', path: 'dist/api.js' }] });
    expect(manifestOf(textOf(operation)).scopes).toMatchObject({ log: true, sleep: false, request: false });
  });

  it('returns the parts of a bundle that have code for the host, under the scopes of the bundle', () => {
    const { entries, scopes, type } = manifestOf(textOf(bundle));
    expect(type).toBe('bundle');
    expect(entries).toEqual([
      { kind: 'hook', path: 'dist/api.js', name: 'one' },
      { kind: 'endpoint', path: 'dist/api.js', name: 'two' },
      { kind: 'operation', path: 'dist/api.js', name: 'four' },
    ]);
    expect(scopes.log).toBe(true);
  });

  it('takes a manifest with nothing but what it needs', () => {
    const manifest = manifestOf(
      '\ufeff{"name":"@scope/x.y-z_1","directus:extension":{"type":"hook","path":"./a.mjs","sandbox":{"enabled":true}}}',
    );
    expect(manifest).toMatchObject({
      name: '@scope/x.y-z_1',
      entries: [{ kind: 'hook', path: './a.mjs' }],
      scopes: { log: false, sleep: false, request: false },
    });
    expect('version' in manifest).toBe(false);
  });

  it.each(['@directus-labs/ai-writer-operation', '@ribertec/directus-extension-phone-parser'])('accepts the published %s', (name) => {
    const text = readFileSync(join(packageRoot, 'node_modules', name, 'package.json'), 'utf8');
    expect(manifestOf(text)).toMatchObject({
      name,
      type: 'operation',
      entries: [{ kind: 'operation', path: 'dist/api.js' }],
      scopes: { log: true },
    });
  });

  it('refuses a text of more than 1 MiB and one nested without end', () => {
    expect(parseManifest(textOf(hook, { description: 'x'.repeat(1_048_576) }))).toMatchObject({ ok: false, error: { field: '(root)' } });
    const deep = '['.repeat(200_000) + ']'.repeat(200_000);
    expect(
      parseManifest(
        `{"name":"x","directus:extension":{"type":"hook","path":"a.js","sandbox":{"enabled":true,"requestedScopes":{"log":${deep}}}}}`,
      ).ok,
    ).toBe(false);
  });

  it('says in one line what should have been there', () => {
    const result = parseManifest(textOf({ ...hook, sandbox: { enabled: 'yes\n\u202e' } }));
    expect(!result.ok && manifestErrorMessage(result.error)).toBe(
      'package.json: directus:extension.sandbox.enabled should be true, but is "yes\\n\\u202e"',
    );
    const unknown = parseManifest(textOf({ ...hook, type: 'panel' }));
    expect(!unknown.ok && unknown.error.expected).toBe('one of "hook", "endpoint", "operation", "bundle"');
    const surplus = parseManifest(textOf({ ...hook, sandbx: {} }));
    expect(!surplus.ok && surplus.error).toEqual({
      file: 'package.json',
      field: 'directus:extension.sandbx',
      expected: 'left out',
      got: 'an object',
    });
  });

  it('throws nothing, whatever the text', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.anything().map((value) => textOf(value)),
          fc.anything().map((value) => textOf({ ...hook, sandbox: value })),
        ),
        (text) => {
          expect(parseManifest(text).ok).toBe(false);
        },
      ),
      { numRuns: 500 },
    );
  });

  // A published package needs version, host and source; an extension that never leaves its own folder does not.
  it('accepts nothing that the schema of @directus/extensions refuses, version, host and source aside', () => {
    const maybe = <T>(value: T): fc.Arbitrary<unknown> =>
      fc.oneof({ weight: 6, arbitrary: fc.constant(value) }, { weight: 1, arbitrary: fc.anything() });
    const shapes = fc.constantFrom(hook, { ...hook, type: 'endpoint' }, operation, bundle).chain((shape) =>
      fc.record({
        description: maybe('text'),
        icon: maybe('extension'),
        dependencies: maybe({ a: '1' }),
        [ext]: fc.record(
          Object.fromEntries(
            Object.entries(shape).map(([key, value]) => [key, ['host', 'source'].includes(key) ? fc.constant(value) : maybe(value)]),
          ),
        ),
      }),
    );
    let accepted = 0;
    fc.assert(
      fc.property(shapes, (shape) => {
        const text = JSON.stringify({ name: 'x', version: '1.0.0', ...shape });
        if (!parseManifest(text).ok) return;
        accepted += 1;
        expect(ExtensionManifest.safeParse(JSON.parse(text)).success).toBe(true);
      }),
      { numRuns: 1_000 },
    );
    expect(accepted).toBeGreaterThan(100);
  });
});
