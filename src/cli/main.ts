#!/usr/bin/env node
// This file must parse and run on every Node since 14: it does nothing but refuse old ones, before anything newer is read.
const oldest = 24;
if (Number(process.versions.node.split('.')[0]) < oldest) {
  process.stderr.write(
    'sandproof needs Node ' +
      oldest +
      ' or newer, this is ' +
      process.versions.node +
      '; in a project, `npm i -D node@24 sandproof` brings both, then `npx sandproof …` runs on it.\n',
  );
  process.exit(2);
} else {
  // a reader such as `head` may close the pipe early; that is no error of ours
  process.stdout.on('error', (cause) => {
    if ((cause as { code?: string }).code === 'EPIPE') process.exit(0);
    throw cause;
  });
  const args = process.argv.slice(2);
  const startsWorkers = /^(?:run|prove|floor)$/.test(args[0] || '');
  const startsCells = startsWorkers || /^(?:fuzz|replay|census|smoke)$/.test(args[0] || '');
  void import('../harness/own-temporary-files.ts')
    .then(({ ownTemporaryFiles }) => startsCells && ownTemporaryFiles())
    .then(() => import('../harness/compiled-modules.ts'))
    .then(({ keepCompiled }) => startsWorkers && keepCompiled())
    .then(() => import('./program.ts'))
    .then(({ program }) => program(args));
}

export {};
