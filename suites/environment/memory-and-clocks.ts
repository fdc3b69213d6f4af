import type { Check } from '../../src/contract/case.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import type { Json } from '../../src/contract/json.ts';
import { act, field, same } from '../../src/contract/reading.ts';
import { operation, sequence } from '../../src/contract/stimulus.ts';

const clean =
  (kind: string): Check =>
  (seen) =>
    [true, 'absent'].some((one) => one === field(act(seen), kind));

const inBoth =
  (holds: (found: Json | undefined) => boolean): Check =>
  (seen) =>
    [0, 1].every((call) => holds(act(seen, call)));

export default defineCases([
  {
    id: 'environment/memory-and-clocks/zeroed-buffers',
    clause: 'ENV-2.works',
    kind: 'provides',
    says: 'fresh memory holds zeros and nothing that somebody gave up',
    given: { extension: 'fresh-buffers' },
    when: operation('fresh-buffers'),
    expect: {
      'small buffers are zero': clean('small'),
      'large buffers are zero': clean('large'),
      'typed arrays are zero': clean('typed'),
      'shared buffers are zero, or absent': clean('shared'),
      'what a buffer grows by is zero': clean('grown'),
      'what a buffer shrank by is zero when it grows again': clean('regrown'),
      'what a buffer is transferred into is zero': clean('transferred'),
    },
    catches: ['buffers-hold-old-bytes'],
    covers: ['J03'],
  },
  {
    id: 'environment/memory-and-clocks/no-fine-clock',
    clause: 'ENV-3',
    kind: 'contains',
    says: 'there is no clock finer than that of Date, and no second thread to make one',
    given: { extension: 'reads-clocks' },
    when: sequence(operation('reads-clocks'), operation('reads-clocks')),
    expect: {
      'Date tells whole milliseconds': inBoth((found) => field(found, 'whole') === true && Number(field(found, 'step')) >= 1),
      'there is no other clock': inBoth((found) => same(field(found, 'clocks'), [])),
      'nothing starts a second thread': inBoth((found) => same(field(found, 'threads'), [])),
      'nobody counts in shared memory': inBoth((found) => field(found, 'counted') === false),
    },
    catches: ['has-a-fine-clock', 'leaks-process', 'leaks-web-functions', 'leaks-engine-functions', 'counts-in-shared-memory'],
    covers: ['J01'],
  },
]);
