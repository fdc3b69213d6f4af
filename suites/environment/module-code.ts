import { defineCases } from '../../src/contract/define-cases.ts';
import { generatedProgram } from '../../src/contract/generated-program.ts';
import { act, field } from '../../src/contract/reading.ts';
import { operation } from '../../src/contract/stimulus.ts';

const byteOrderMark = '\uFEFF';

export default defineCases([
  {
    id: 'environment/module-code/strict',
    clause: 'ENV-9',
    kind: 'provides',
    says: 'the entry file is strict module code',
    given: { extension: 'module-code' },
    when: operation('module-code'),
    expect: {
      'this is undefined at the top': (seen) => field(act(seen), 'top') === 'undefined',
      'this is undefined in a plain call': (seen) => field(act(seen), 'plain') === 'undefined',
      'assigning to an undeclared name throws': (seen) => field(act(seen), 'undeclared') === 'ReferenceError',
      'writing to a frozen object throws': (seen) => field(act(seen), 'frozen') === 'TypeError',
    },
    catches: ['sloppy-code'],
  },
  {
    id: 'environment/module-code/top-level-await',
    clause: 'ENV-9',
    kind: 'provides',
    says: 'the module body may wait, for its own promises and for sleep',
    given: { extension: 'awaits-at-top' },
    when: operation('awaits-at-top'),
    expect: {
      'it waits for a promise of its own': (seen) => field(act(seen), 'settled') === 'settled',
      'it waits for sleep': (seen) => field(act(seen), 'slept') === 'slept',
    },
    catches: ['ignores-top-level-await'],
    covers: ['C16'],
  },
  {
    id: 'environment/module-code/hashbang',
    clause: 'ENV-9.lenient-source',
    kind: 'provides',
    says: 'a hashbang is a comment',
    given: {
      extension: 'announces-itself',
      source: generatedProgram({ imports: '#! globalThis.hashbangRan = true', act: "'hashbangRan' in globalThis ? 'ran' : 'skipped'" }),
    },
    when: operation('announces-itself'),
    expect: { 'the module runs, and its hashbang does not': (seen) => act(seen) === 'skipped' },
    catches: ['runs-the-hashbang'],
    covers: ['I09'],
  },
  {
    id: 'environment/module-code/mark-and-line-ends',
    clause: 'ENV-9.lenient-source',
    kind: 'provides',
    says: 'a byte order mark at the start of the file is skipped, one inside a text is kept, and line ends of two characters are read as one',
    given: {
      extension: 'announces-itself',
      source: byteOrderMark + generatedProgram({ act: `['${byteOrderMark}x'.length, \`one\ntwo\`.length]` }).replaceAll('\n', '\r\n'),
    },
    when: operation('announces-itself'),
    expect: {
      'the text with a mark has two characters': (seen) => field(act(seen), 0) === 2,
      'a line end in a template is one character': (seen) => field(act(seen), 1) === 7,
    },
    catches: ['drops-every-byte-order-mark', 'doubles-line-ends'],
    covers: ['I09'],
  },
]);
