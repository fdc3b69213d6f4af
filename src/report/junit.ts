import type { CaseReport } from '../contract/case-report.ts';
import type { Report } from './report.ts';

// XML 1.0 has no way to write most control characters or lone surrogates
const writable = (text: string): string => text.toWellFormed().replaceAll(/[^\t\n\r\u0020-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD');

const escape = (text: string): string =>
  writable(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\n', '&#10;');

const body = (report: CaseReport): string => {
  const because = escape(report.because ?? '');
  if (report.known !== undefined) return `<skipped message="known failure: ${escape(report.known)}"/>`;
  switch (report.verdict) {
    case 'pass':
      return '';
    case 'fail':
      return `<failure type="${report.fail ?? ''}" message="${because}"/>`;
    case 'untestable':
      return `<error type="untestable" message="${because}"/>`;
    case 'not-applicable':
      return `<skipped message="not applicable: ${because}"/>`;
  }
};

const suiteOf = (report: CaseReport): string => report.id.split('/').slice(0, 2).join('/');

/** Returns `junit.xml`'s text: one testsuite a topic, one testcase a case; an untestable case is an error, a known failure is skipped with its reason. */
export const junit = (report: Report): string => {
  const topics = Map.groupBy(report.cases, suiteOf);
  const suites = [...topics].map(([topic, cases]) => {
    const failures = cases.filter((one) => one.verdict === 'fail' && one.known === undefined).length;
    const errors = cases.filter((one) => one.verdict === 'untestable' && one.known === undefined).length;
    const tests = cases.map(
      (one) =>
        `    <testcase classname="${escape(topic)}" name="${escape(`${one.id} (${one.clause} ${one.level} ${one.profile}): ${one.says}`)}" time="${(one.ms / 1000).toFixed(3)}">${body(one)}</testcase>`,
    );
    return `  <testsuite name="${escape(topic)}" tests="${cases.length}" failures="${failures}" errors="${errors}">\n${tests.join('\n')}\n  </testsuite>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="sandproof ${escape(report.runtime.name)}">\n${suites.join('\n')}\n</testsuites>\n`;
};
