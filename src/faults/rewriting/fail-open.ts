import type { LoadMessage, Rewriting } from '../fault.ts';
import type { Json } from '../../contract/json.ts';
import { isJsonRecord, parseJson } from './json-record.ts';
import { changeExtension, manifestValue } from './rewrite-manifest.ts';

const withScope = (message: LoadMessage, request: Json): LoadMessage => {
  const changed = changeExtension(parseJson(message.extension.manifestText), (extension) => {
    const { sandbox } = extension;
    const requested = isJsonRecord(sandbox) ? sandbox['requestedScopes'] : undefined;
    if (!isJsonRecord(sandbox) || !isJsonRecord(requested)) return undefined;
    return { ...extension, sandbox: { ...sandbox, requestedScopes: { ...requested, request } } };
  });
  return changed === undefined ? message : { ...message, extension: { ...message.extension, manifestText: JSON.stringify(changed) } };
};

/**
 * Loads an extension of ours that was refused once more, with another request scope. `instead` gets the scope that was refused, and returns
 * `undefined` to leave the refusal alone.
 */
export const failOpen = (instead: (scope: Json) => Json | undefined) => (): Rewriting => ({
  load: async (message, forward) => {
    const answer = await forward(message);
    const scope = manifestValue(message.extension.manifestText, 'sandbox', 'requestedScopes', 'request');
    const isOurs = Object.values(message.extension.files).some((text) => text.includes("id: 'once'"));
    const other = 'refused' in answer && answer.refused.phase === 'manifest' && isOurs && scope !== undefined ? instead(scope) : undefined;
    return other === undefined ? answer : forward(withScope(message, other));
  },
});
