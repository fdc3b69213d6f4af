import type { WorkerModule } from './worker-modules.ts';

/** What a workerd process is started with. */
export interface WorkerSettings {
  readonly modules: readonly WorkerModule[];
  /** Unix socket on which the worker is asked. */
  readonly entrance: string;
  /** Unix socket to which all goes that the worker fetches or connects to by itself. */
  readonly outbound: string;
  /** MiB of V8's heap. */
  readonly heapMiB: number;
}

/** Fixed, so that a newer workerd changes nothing by itself. */
const compatibilityDate = '2026-11-17';

/** Those that give an extension the least: see about.md. */
const compatibilityFlags = [
  'new_module_registry',
  'no_nodejs_compat',
  'no_nodejs_compat_v2',
  'disable_ctx_exports',
  'disallow_eval_during_startup',
  'disallow_importable_env',
  'no_global_navigator',
  'global_fetch_strictly_public',
];

/* Text of Cap'n Proto: whatever is not plain ASCII as the bytes of its UTF-8. */
const quoted = (text: string): string =>
  `"${Buffer.from(text)
    .toString('latin1')
    .replaceAll(/[^ !#-[\]-~]/g, (byte) => `\\x${byte.charCodeAt(0).toString(16).padStart(2, '0')}`)}"`;

/** The text of a workerd configuration: one worker, one way in, one way out, no binding. */
export const workerConfig = ({ modules, entrance, outbound, heapMiB }: WorkerSettings): string => `
using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [
    (name = "extension", worker = .extension),
    (name = "outbound", external = (address = ${quoted(`unix:${outbound}`)}, http = (style = proxy))),
  ],
  sockets = [(name = "entrance", address = ${quoted(`unix:${entrance}`)}, http = (), service = "extension")],
  v8Flags = ["--max-heap-size=${heapMiB}"],
);

const extension :Workerd.Worker = (
  modules = [
${modules.map(({ name, source }) => `    (name = ${quoted(name)}, esModule = ${quoted(source)}),`).join('\n')}
  ],
  compatibilityDate = "${compatibilityDate}",
  compatibilityFlags = [${compatibilityFlags.map(quoted).join(', ')}],
  globalOutbound = "outbound",
);
`;
