import type { Exposure } from '../policy/exposure.ts';
import type { PolicyReport } from '../policy/verdict.ts';
import type { Colours } from './colours.ts';
import { linesOf } from './json-lines-of.ts';

const colourOf = (colours: Colours, exposure: Exposure): ((text: string) => string) => {
  switch (exposure) {
    case 'internet':
    case 'any-aws-account':
      return colours.red;
    case 'other-account':
    case 'unknown':
      return colours.yellow;
    case 'organization':
      return colours.cyan;
    default:
      return colours.green;
  }
};

/** A remark that stands under a line of the document. */
interface Remark {
  readonly line: number;
  readonly mark: string;
  readonly text: string;
  readonly paint: (text: string) => string;
}

const most = 12;

const several = (items: readonly string[]): string =>
  items.length <= most ? items.join(', ') : `${items.slice(0, most).join(', ')} and ${items.length - most} more`;

const remarksOf = (report: PolicyReport, text: string, colours: Colours): readonly Remark[] => {
  const spans = linesOf(text);
  const lineOf = (...paths: readonly string[]): number => {
    for (const path of paths) {
      const span = spans.get(path);
      if (span) return span.from;
    }
    return 1;
  };
  const list = spans.has('Statement[0]') ? 'Statement' : spans.has('[0]') ? '' : undefined;
  const placeOf = (index: number): string => (list === undefined ? 'Statement' : `${list}[${index}]`);
  const remarks: Remark[] = [];
  for (const statement of report.statements) {
    if (statement.effect === 'Deny') continue;
    const place = placeOf(statement.index);
    const line = lineOf(`${place}.Principal`, `${place}.NotPrincipal`, place);
    if (report.type !== 'identity') {
      const paint = colourOf(colours, statement.inEffect);
      const differs = statement.exposure === statement.inEffect ? '' : ` (by itself: ${statement.exposure})`;
      remarks.push({ line, mark: '▲', text: `${statement.inEffect}${differs}: ${statement.why}`, paint });
      for (const { pinned, why } of statement.deputies)
        if (pinned !== true) remarks.push({ line, mark: '▲', text: `confused deputy: ${why}`, paint: colours.yellow });
      for (const { key, operator, counts, why } of statement.narrowedBy)
        remarks.push({
          line: lineOf(`${place}.Condition.${operator}.${key}`, `${place}.Condition`, place),
          mark: counts ? '✓' : '·',
          text: `${key} ${counts ? 'narrows' : 'does not narrow'}: ${why}`,
          paint: counts ? colours.green : colours.yellow,
        });
    }
    const name = statement.sid || String(statement.index);
    const paths = report.privilegeEscalation.filter(({ through }) => through.includes(name));
    if (paths.length > 0)
      remarks.push({
        line: lineOf(`${place}.Action`, `${place}.NotAction`, place),
        mark: '▲',
        text: `privilege escalation: ${several(paths.map((path) => `${path.path} (${path.name})`))}`,
        paint: colours.red,
      });
    const limited = report.limitedEscalation.filter(({ through }) => through.includes(name));
    if (limited.length > 0)
      remarks.push({
        line: lineOf(`${place}.Resource`, place),
        mark: '▲',
        text: `as powerful as ${several([...new Set(limited.flatMap(({ targets }) => targets))])} (${several(limited.map(({ path }) => path))})`,
        paint: colours.yellow,
      });
  }
  for (const { path, code, message } of report.problems)
    remarks.push({
      line: lineOf(path),
      mark: '✗',
      text: `${path || 'document'}: ${message} [${code}]`,
      paint: colours.magenta,
    });
  return remarks;
};

const accessLine = ({ access }: PolicyReport): string =>
  Object.entries(access)
    .map(([level, count]) => `${count} ${level}`)
    .join(', ');

const summary = (report: PolicyReport, colours: Colours): readonly string[] => {
  const lines: string[] = [];
  if (report.type === 'identity') {
    const level = report.admin ? colours.red('administrator') : (report.nearAdmin ?? 'no administrator');
    lines.push(`${colours.bold('identity policy')}  ${level}`);
    const escalation = report.privilegeEscalation.length;
    if (escalation > 0)
      lines.push(colours.red(`${escalation} ${escalation === 1 ? 'path' : 'paths'} of privilege escalation`));
    if (report.credentialExposure.length > 0) lines.push(`credentials  ${several(report.credentialExposure)}`);
    if (report.dataExfiltration.length > 0) lines.push(`stored data  ${several(report.dataExfiltration)}`);
  } else {
    const paint = colourOf(colours, report.exposure);
    lines.push(`${colours.bold(`${report.type} policy`)}  ${paint(report.exposure)}: ${report.why}`);
    if (report.confusedDeputy) lines.push(colours.yellow('a service can be made to call on behalf of strangers'));
  }
  lines.push(`actions granted  ${accessLine(report)}`);
  return lines;
};

/** The document with the lines that decide marked, below what they amount to. `text` is the document as JSON. */
export const prettyPolicy = (report: PolicyReport, text: string, colours: Colours): string => {
  const remarks = remarksOf(report, text, colours);
  const source = text.replace(/\n$/, '').split('\n');
  const width = String(source.length).length;
  const body = source.flatMap((line, index) => {
    const here = remarks.filter((remark) => remark.line === index + 1);
    const number = String(index + 1).padStart(width);
    const indent = ' '.repeat(width + 3 + (/^\s*/.exec(line)?.[0].length ?? 0));
    const first = here[0];
    return [
      `${first ? first.paint(first.mark) : ' '} ${colours.dim(number)} ${line}`,
      ...here.map(({ mark, text: remark, paint }) => `${indent}${paint(`${mark} ${remark}`)}`),
    ];
  });
  return `${[...summary(report, colours), '', ...body].join('\n')}\n`;
};
