import { defineCases } from '../../src/contract/define-cases.ts';
import { returned, same, texts } from '../../src/contract/reading.ts';
import { bare, operation } from '../../src/contract/stimulus.ts';

const given = { extension: 'npm:@ribertec/directus-extension-phone-parser' };
const challenge = { standIn: 'the result holds what only the numbering plans inside the package tell about this number' };

export default defineCases([
  {
    id: 'wild/phone-parser/national-number',
    clause: 'WILD-1',
    kind: 'provides',
    shared: true,
    says: 'the phone parser 1.3.0 recognises a national number',
    given,
    when: bare(operation('phone-parser', { phone: '(030) 901820', defaultCountry: 'DE' })),
    expect: {
      'it returns everything about the number': (seen) =>
        same(returned(seen), {
          success: true,
          fullNumber: '+4930901820',
          type: 'FIXED_LINE',
          country: 'DE',
          countryCode: '49',
          rawNumber: '30901820',
          formattedNumber: '030 901820',
          internationalNumber: '+49 30 901820',
          valid: true,
        }),
    },
    challenge,
    catches: ['booleans-become-text'],
  },
  {
    id: 'wild/phone-parser/impossible-number',
    clause: 'WILD-1',
    kind: 'provides',
    shared: true,
    says: 'the phone parser 1.3.0 tells a number that could be one from a number that is one',
    given,
    when: bare(operation('phone-parser', { phone: '12', defaultCountry: 'DE' })),
    expect: {
      'it returns a number without type that is not valid': (seen) =>
        same(returned(seen), {
          success: true,
          fullNumber: '+4912',
          country: 'DE',
          countryCode: '49',
          rawNumber: '12',
          formattedNumber: '12',
          internationalNumber: '+49 12',
          valid: false,
        }),
    },
    challenge,
    catches: ['booleans-become-text'],
  },
  {
    id: 'wild/phone-parser/no-number',
    clause: 'WILD-1',
    kind: 'provides',
    shared: true,
    says: 'the phone parser 1.3.0 reports a text that holds no number, in its result and in the log',
    given,
    when: bare(operation('phone-parser', { phone: 'call me — soon' })),
    expect: {
      'it returns the reason': (seen) => same(returned(seen), { success: false, error: 'NOT_A_NUMBER' }),
      'it logs one line that names the text': (seen) =>
        same(texts(seen), ['phone-parser: failed to parse "call me — soon" — NOT_A_NUMBER']),
    },
    challenge: { standIn: 'the reason and the log line are the words of the package' },
    catches: ['booleans-become-text', 'repeats-log-records'],
  },
]);
