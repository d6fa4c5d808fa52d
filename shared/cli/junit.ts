import type { PlacedFinding } from '../finding-json.ts';

const escaped = (text: string): string =>
  text
    // Characters that XML 1.0 has no way to write.
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones that have to go
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');

const caseOf = ({ finding, source }: PlacedFinding): string => {
  const place = [source?.file, source?.line].filter((part) => part !== undefined).join(':');
  const name = `${finding.rule}: ${source?.logicalId ?? finding.resource.name}`;
  const open = `    <testcase name="${escaped(name)}" classname="${escaped(source?.file ?? finding.resource.arn)}"`;
  if (finding.status === 'suppressed') {
    return `${open}><skipped message="${escaped(finding.suppression?.reason ?? 'suppressed')}"/></testcase>\n`;
  }
  if (finding.verdict === 'unknown') {
    return `${open}><skipped message="${escaped(`unknown: ${finding.message}`)}"/></testcase>\n`;
  }
  const text = `${place}\n${finding.message}\n\n${finding.remediation}`;
  const kind = finding.verdict === 'error' ? 'error' : 'failure';
  return `${open}><${kind} type="${finding.severity}" message="${escaped(finding.title)}">${escaped(text)}</${kind}></testcase>\n`;
};

/** Findings as a JUnit report: a suite for each file, and a test that passes for a file without any. */
export const toJunit = (files: readonly string[], findings: readonly PlacedFinding[]): string => {
  const byFile = new Map<string, PlacedFinding[]>(files.map((file) => [file, []]));
  for (const placed of findings) {
    const file = placed.source?.file ?? '';
    byFile.set(file, [...(byFile.get(file) ?? []), placed]);
  }
  let suites = '';
  let failures = 0;
  let tests = 0;
  for (const [file, own] of byFile) {
    const failed = own.filter(({ finding }) => finding.status === 'active' && finding.verdict !== 'unknown').length;
    const cases =
      own.length === 0 ? [`    <testcase name="no findings" classname="${escaped(file)}"/>\n`] : own.map(caseOf);
    failures += failed;
    tests += cases.length;
    suites += `  <testsuite name="${escaped(file)}" tests="${cases.length}" failures="${failed}">\n${cases.join('')}  </testsuite>\n`;
  }
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="trailwarden" tests="${tests}" failures="${failures}">\n${suites}</testsuites>\n`;
};
