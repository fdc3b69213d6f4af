import * as z from 'zod';
import { isEntryPath } from './is-entry-path.ts';

// Every message says what the field should have been; the parser adds field and value.
const text = z.string({ error: 'a string' });
const entryPath = text.refine(isEntryPath, { error: 'a relative path inside the package that ends in .js, .mjs or .cjs, without ".."' });

const packageName = text
  .max(214, { error: 'at most 214 characters' })
  .regex(/^(?:@[a-z0-9~-][a-z0-9._~-]*\/)?[a-z0-9~-][a-z0-9._~-]*$/, { error: 'a valid npm package name' });

const split = <T extends z.ZodType>(api: T): z.ZodObject<{ app: typeof text; api: T }, z.core.$strict> =>
  z.strictObject({ app: text, api }, { error: 'an object with "app" and "api"' });

const sandbox = z.strictObject(
  { enabled: z.literal(true, { error: 'true' }), requestedScopes: z.unknown().optional() },
  { error: 'an object with "enabled" and "requestedScopes"' },
);

const shared = { host: text.optional(), hidden: z.boolean({ error: 'true or false' }).optional(), sandbox };

// The routes of a bundle's endpoint live below its name.
const segment = text.regex(/^[\w~-][\w.~-]{0,127}$/, {
  error: 'one segment of a path: letters, digits, "-", "_", "~", and "." behind the first',
});

const bundlePart = z.discriminatedUnion(
  'type',
  [
    z.strictObject({ type: z.literal('hook'), name: text, source: text }),
    z.strictObject({ type: z.literal('endpoint'), name: segment, source: text }),
    z.strictObject({ type: z.enum(['interface', 'display', 'layout', 'module', 'panel', 'theme']), name: text, source: text }),
    z.strictObject({ type: z.literal('operation'), name: text, source: split(text) }),
  ],
  { error: 'an object whose "type" is a type of extension' },
);

const extension = z.discriminatedUnion(
  'type',
  [
    z.strictObject({ type: z.enum(['hook', 'endpoint']), path: entryPath, source: text.optional(), ...shared }),
    z.strictObject({ type: z.literal('operation'), path: split(entryPath), source: split(text).optional(), ...shared }),
    z.strictObject({
      type: z.literal('bundle'),
      partial: z.boolean({ error: 'true or false' }).optional(),
      path: split(entryPath),
      entries: z.array(bundlePart, { error: 'an array' }).max(1_000, { error: 'at most 1000 entries' }),
      ...shared,
    }),
  ],
  { error: 'an object whose "type" is "operation", "endpoint", "hook" or "bundle"' },
);

const dependencies = z.record(z.string(), text, { error: 'an object of strings' }).optional();

/** The part of a `package.json` that decides what a host runs; other keys beside `directus:extension` are free, inside it none is. */
export const manifestSchema = z.looseObject(
  {
    name: packageName,
    version: text.optional(),
    type: z.enum(['module', 'commonjs'], { error: '"module" or "commonjs"' }).optional(),
    description: text.optional(),
    icon: text.optional(),
    dependencies,
    devDependencies: dependencies,
    'directus:extension': extension,
  },
  { error: 'an object' },
);

/** A manifest whose shape is right; its scopes are not looked at yet. */
export type ManifestShape = z.infer<typeof manifestSchema>;
