import type { PatternDefinition } from '../../shared/patterns/pattern.ts';
import { detections } from '../../shared/rules/detections.ts';
import type { Entry } from './tree.ts';

const list = (items: readonly string[]): string => items.map((item) => `- ${item}`).join('\n');
const code = (items: readonly string[]): string => items.map((item) => `\`${item}\``).join(', ');

const looksAtCalls = ({ groupBy, windowMinutes, reads, attempts }: PatternDefinition): string =>
  list([
    `calls that have the same ${groupBy.replaceAll('-', ' ')}, within ${windowMinutes} minutes`,
    ...Object.entries(reads).map(([source, names]) =>
      names.includes('*') ? `every call of ${source}` : `calls of ${source}: ${code(names)}`,
    ),
    ...(attempts === 'only' ? ['only calls that failed'] : attempts === 'too' ? ['calls that failed, too'] : []),
  ]);

const looksAt = ({ rule, pattern }: Entry): string => {
  if (pattern) return looksAtCalls(pattern);
  const facets = [...(rule.needs as readonly string[])];
  const uses = [...((rule.uses ?? []) as readonly string[])];
  const calls =
    rule.looksAt === 'activity'
      ? Object.entries(rule.calls).map(([source, names]) => `calls of ${source}: ${code(names)}`)
      : [];
  return list([
    `the ${rule.looksAt} of a \`${rule.subject}\``,
    ...calls,
    ...(rule.looksAt === 'activity' && rule.asActor === 'elsewhere'
      ? ['any call by a session of the role whose client says that it does not run in a function']
      : []),
    ...(facets.length > 0 ? [`needs ${code(facets)}; where one of them is not known, the answer is *unknown*`] : []),
    ...(uses.length > 0 ? [`uses ${code(uses)} where known`] : []),
  ]);
};

const techniqueLink = (id: string): string => `[${id}](https://attack.mitre.org/techniques/${id.replace('.', '/')}/)`;

/** The page of one rule, from nothing but the rule and its cases. */
export const rulePage = (entry: Entry): string => {
  const { rule, cases } = entry;
  const unknown = cases.unknown ?? [];
  return `${[
    `# ${rule.id}`,
    `**${rule.title}** · severity ${rule.severity}`,
    '## Why it matters',
    rule.rationale,
    '## What to do',
    rule.remediation,
    '## What it looks at',
    looksAt(entry),
    '## Reported',
    list(cases.fail.map(({ name }) => name)),
    '## Not reported',
    list(cases.pass.map(({ name }) => name)),
    ...(unknown.length > 0 ? ['## Unknown', list(unknown.map(({ name }) => name))] : []),
    '## Stands for',
    list(rule.detections.map((id) => `${id}: ${detections[id as keyof typeof detections]}`)),
    `ATT&CK: ${rule.attack.map(techniqueLink).join(', ')}`,
    '## References',
    list(rule.references.map((url) => `<${url}>`)),
  ].join('\n\n')}\n`;
};

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

/** The table of all rules, by service. */
export const ruleTable = (entries: readonly Entry[]): string => {
  const services = [...new Set(entries.map(({ service }) => service))];
  const sections = services.map((service) => {
    const rows = entries
      .filter((entry) => entry.service === service)
      .map(({ rule }) => row([`[\`${rule.id}\`](${rule.id}.md)`, rule.title, rule.severity, rule.looksAt]));
    return [`## ${service}`, [row(['rule', 'title', 'severity', 'looks at']), '|---|---|---|---|', ...rows].join('\n')];
  });
  return `${[
    '# Rules',
    `${entries.length} rules. Severity is the one before weighing: what stands behind a resource raises or lowers it.`,
    ...sections.flat(),
  ].join('\n\n')}\n`;
};
