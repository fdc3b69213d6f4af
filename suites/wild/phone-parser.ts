import { defineCases } from '../../src/contract/define-cases.ts';
import { returned, same, texts } from '../../src/contract/reading.ts';
import { bare, operation, sequence } from '../../src/contract/stimulus.ts';

const parse = (phone: string) => bare(operation('phone-parser', { phone, defaultCountry: 'DE' }));

export default defineCases([
  {
    id: 'wild/phone-parser/numbers',
    clause: 'WILD-1',
    kind: 'provides',
    says: 'the phone parser 1.3.0 recognises a number, tells one that could be a number from it, and reports a text that holds none',
    given: { extension: 'npm:@ribertec/directus-extension-phone-parser' },
    when: sequence(parse('(030) 901820'), parse('12'), parse('call me — soon')),
    expect: {
      'it returns everything about the number': (seen) =>
        same(returned(seen, 0), {
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
      'it returns a number without type that is not valid': (seen) =>
        same(returned(seen, 1), {
          success: true,
          fullNumber: '+4912',
          country: 'DE',
          countryCode: '49',
          rawNumber: '12',
          formattedNumber: '12',
          internationalNumber: '+49 12',
          valid: false,
        }),
      'it returns why the text is none': (seen) => same(returned(seen, 2), { success: false, error: 'NOT_A_NUMBER' }),
      'it logs one line, which names the text': (seen) =>
        same(texts(seen), ['phone-parser: failed to parse "call me — soon" — NOT_A_NUMBER']),
    },
    challenge: { standIn: 'the results hold what only the numbering plans inside the package tell about these numbers' },
    catches: ['booleans-become-text', 'repeats-log-records'],
  },
]);
