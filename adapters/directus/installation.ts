import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { installedFolder } from '../installed.ts';

/** What the installation consists of. Paths are absolute. */
export interface Installation {
  readonly folder: string;
  /** Directus' own Node, and the folder of its headers. */
  readonly node: string;
  readonly nodeHeaders: string;
  /** The program of the command line, without its look for updates. */
  readonly program: string;
  /** URL of the module whose default export is Directus' emitter. */
  readonly emitter: string;
  /** URL of the module that it gets for isolated-vm. */
  readonly isolates: string;
  /** A database with the tables of Directus and one administrator. */
  readonly template: string;
  /** A file that says where its imports lead, and the module that reads it. */
  readonly resolved: string;
  readonly resolveCache: string;
  /** A folder for what Node has compiled of it: a start takes half the time then. */
  readonly compiled: string;
}

const besides = (name: string): string => new URL(`./${name}.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`, import.meta.url).href;

/** Returns where things are in the folder into which Directus was installed. */
export const installation = (folder: string = installedFolder('directus')): Installation => {
  const modules = join(folder, 'node_modules');
  const nodeHeaders = join(modules, `node-${process.platform}-${process.arch}`);
  const dist = join(modules, '@directus', 'api', 'dist');
  return {
    folder,
    node: join(nodeHeaders, 'bin', 'node'),
    nodeHeaders,
    program: join(dist, 'cli', 'run.js'),
    emitter: pathToFileURL(join(dist, 'emitter.js')).href,
    isolates: `${besides('watched-isolates')}?of=${encodeURIComponent(join(modules, 'isolated-vm', 'isolated-vm.js'))}`,
    template: join(folder, 'template.sqlite'),
    resolved: join(folder, 'resolved.json'),
    resolveCache: besides('resolve-cache'),
    compiled: join(folder, 'compiled'),
  };
};

/** Returns the version of a package in the installation. */
export const installedVersion = ({ folder }: Installation, name: string): string =>
  (JSON.parse(readFileSync(join(folder, 'node_modules', name, 'package.json'), 'utf8')) as { readonly version: string }).version;
