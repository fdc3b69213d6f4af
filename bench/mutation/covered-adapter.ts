import { renameSync, writeFileSync } from 'node:fs';
import { Session, type Profiler } from 'node:inspector';

import type { Adapter } from '../../src/contract/adapter.ts';

// Wraps another adapter. On SIGUSR2 it writes which parts of the sources ran since the last time: `--adapter-option adapter=<url>` and `report=<path>`.

const session = new Session();
session.connect();
session.post('Profiler.enable');
session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });

const isOwn = ({ url }: Profiler.ScriptCoverage): boolean => url.startsWith('file:') && !url.includes('/node_modules/');

const report = (path: string): void => {
  session.post('Profiler.takePreciseCoverage', (error, taken) => {
    if (error !== null) throw error;
    const scripts = taken.result.filter(isOwn).map(({ url, functions }) => ({ url, ranges: functions.flatMap(({ ranges }) => ranges) }));
    writeFileSync(`${path}.part`, JSON.stringify(scripts));
    renameSync(`${path}.part`, path);
  });
};

const adapter: Adapter = {
  describe: () => ({ name: 'covered', version: '0', engine: '', isolation: '', claims: [] }),
  start: async (host) => {
    const { adapter: url = '', report: path = '' } = host.options;
    process.removeAllListeners('SIGUSR2').on('SIGUSR2', () => report(path));
    const { default: real } = (await import(url)) as { readonly default: Adapter };
    return real.start(host);
  },
};

export default adapter;
