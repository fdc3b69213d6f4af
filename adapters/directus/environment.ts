import { dirname, delimiter, join } from 'node:path';

import type { Installation } from './installation.ts';

/** The administrator's token; the server listens to nobody but its adapter. */
export const adminToken = 'sandproof-administrator';

/** Where one server has its things. Paths are absolute. */
export interface ServerFolder {
  readonly folder: string;
  readonly database: string;
  readonly extensions: string;
  readonly uploads: string;
  readonly socket: string;
  readonly authority: string;
  /** What the process prints. */
  readonly log: string;
}

/** Returns where a server has its things, in a folder of its own. */
export const serverFolder = (folder: string): ServerFolder => ({
  folder,
  database: join(folder, 'data.sqlite'),
  extensions: join(folder, 'extensions'),
  uploads: join(folder, 'uploads'),
  socket: join(folder, 'socket'),
  authority: join(folder, 'authority.pem'),
  log: join(folder, 'log'),
});

/** ms of processor time and MiB that a sandbox has: the defaults of Directus, written down since its answers are told from them. */
export const sandboxLimits = { timeoutMs: 1000, memoryMiB: 100 } as const;

/* What costs time, asks the network or limits the suite; all of it is an operator's to choose. */
const quiet = {
  TELEMETRY: 'false',
  TELEMETRY_URL: 'about:blank', // the free licence sends its report all the same, and such an address is none
  PROJECT_OWNER_ENABLED: 'false',
  AI_ENABLED: 'false',
  MCP_ENABLED: 'false',
  SERVE_APP: 'false',
  PRESSURE_LIMITER_ENABLED: 'false',
  RATE_LIMITER_ENABLED: 'false',
  CACHE_ENABLED: 'false',
  WEBSOCKETS_ENABLED: 'false',
};

/** Returns the variables of a Directus process: those of this process and Directus' own settings. */
export const environmentOf = ({ node, compiled, resolved, isolates }: Installation, place: ServerFolder): NodeJS.ProcessEnv => ({
  ...process.env,
  ...quiet,
  NODE_COMPILE_CACHE: compiled,
  SANDPROOF_RESOLVED: resolved,
  SANDPROOF_ISOLATES: isolates,
  PATH: [dirname(node), process.env['PATH'] ?? ''].join(delimiter),
  PUBLIC_URL: 'http://localhost',
  UNIX_SOCKET_PATH: place.socket,
  DB_CLIENT: 'sqlite3',
  DB_FILENAME: place.database,
  KEY: 'sandproof',
  SECRET: 'sandproof-sandproof-sandproof-sandproof',
  ADMIN_EMAIL: 'admin@example.com',
  ADMIN_PASSWORD: 'sandproof-administrator',
  ADMIN_TOKEN: adminToken,
  LOG_STYLE: 'raw',
  LOG_LEVEL: 'info',
  EXTENSIONS_PATH: place.extensions,
  EXTENSIONS_SANDBOX_TIMEOUT: String(sandboxLimits.timeoutMs),
  EXTENSIONS_SANDBOX_MEMORY: String(sandboxLimits.memoryMiB),
  TEMP_PATH: join(place.folder, 'temp'),
  STORAGE_LOCATIONS: 'local',
  STORAGE_LOCAL_DRIVER: 'local',
  STORAGE_LOCAL_ROOT: place.uploads,
});
