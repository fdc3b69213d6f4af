import type { LoadPhase, Refusal } from '../../src/contract/outcome.ts';
import type { LoggedError, LogLine } from './log-lines.ts';
import { stopOf } from './stops.ts';

type Trouble = LogLine & { readonly kind: 'trouble' };

const nameOf = (manifestText: string): string | undefined => {
  try {
    const { name } = JSON.parse(manifestText) as { readonly name?: unknown };
    return typeof name === 'string' ? name : undefined;
  } catch {
    return undefined; // Directus passes over such a folder
  }
};

/* Directus does not say where a load failed; what it logs of the error does. */
const phaseOf = ({ name, message, stack }: LoggedError): LoadPhase => {
  if (/^E[A-Z]+: /.test(message)) return 'manifest'; // of the file that the manifest's path names
  if (
    /<extensions-sandbox>|^A non-transferable value was passed$|^(?:Route|Filter|Action|Operation config) \w+/m.test(`${message}\n${stack}`)
  )
    return 'register';
  if (name === 'SyntaxError' || message.startsWith('Imports other than')) return 'link';
  return 'evaluate';
};

const refusal = (phase: LoadPhase, name: string, message: string): Refusal => ({ phase, error: { name, message: message.slice(0, 4096) } });

/* An error is logged right behind the line that says what it is the reason of. */
const errorAfter = (troubles: readonly Trouble[], reason: (text: string) => boolean): Trouble | undefined => {
  const at = troubles.findIndex(({ text }) => reason(text));
  return at < 0 ? undefined : (troubles[at + 1] ?? troubles[at]);
};

/**
 * Returns why an extension was not loaded, from what Directus logged during the reload; undefined when it was.
 * It names each extension that the reload has found, and says of each that failed why.
 */
export const refusalOf = (manifestText: string, lines: readonly LogLine[]): Refusal | undefined => {
  const troubles = lines.filter((line) => line.kind === 'trouble');
  const all = errorAfter(troubles, (text) => text === "Couldn't load extensions");
  if (all !== undefined) return refusal('manifest', all.error?.name ?? 'Error', all.error?.message ?? all.text);
  const name = nameOf(manifestText);
  const isAdded = lines.some(
    (line) => line.kind === 'other' && line.text.includes('Added extensions: ') && name !== undefined && line.text.includes(name),
  );
  if (!isAdded || name === undefined) return refusal('manifest', 'Error', 'Directus has found no extension in the folder');
  const failed = errorAfter(troubles, (text) => text.startsWith("Couldn't register ") && text.endsWith(` "${name}"`));
  if (failed === undefined) return undefined;
  const { error } = failed;
  if (error === undefined) return refusal('evaluate', 'Error', failed.text);
  const refused = refusal(phaseOf(error), error.name, error.message);
  const limit = stopOf(error.message);
  return limit === undefined ? refused : { ...refused, limit };
};
