import { Option } from 'commander';
import { distance } from 'fastest-levenshtein';
import { catalogue } from '../../catalogue.ts';
import type { Rule } from '../../engine/rule.ts';
import { TrailwardenError } from '../../errors.ts';
import type { CommandModule } from '../commands.ts';
import { ruleAsJson } from './rules.ts';

/** The ids that somebody may have meant, the nearest first: a typing error away, or with the word in them. */
export const nearest = (asked: string, ids: readonly string[]): readonly string[] =>
  ids
    .map((id) => ({ id, away: id.includes(asked) ? 0 : distance(asked, id) }))
    .filter(({ id, away }) => away <= Math.max(3, Math.floor(id.length / 3)))
    .sort((a, b) => a.away - b.away || (a.id < b.id ? -1 : 1))
    .slice(0, 3)
    .map(({ id }) => id);

const find = (asked: string): Rule => {
  const rule = catalogue.find(({ id }) => id === asked);
  if (rule !== undefined) return rule;
  const meant = nearest(
    asked,
    catalogue.map(({ id }) => id),
  );
  const hint = meant.length > 0 ? `did you mean ${meant.join(' or ')}?` : '`trailwarden rules` lists them';
  throw new TrailwardenError('not-found', `there is no rule ${JSON.stringify(asked)}; ${hint}`);
};

const wrapped = (text: string, width = 100): string =>
  text.replace(new RegExp(`(.{1,${width}})(?: |$)`, 'g'), '  $1\n');

const inputs = (rule: Rule): string => {
  const calls =
    rule.looksAt === 'activity'
      ? Object.entries(rule.calls).map(([source, names]) => `  on ${source}: ${names.join(', ')}\n`)
      : [];
  const needs = (rule.needs as readonly string[]).join(', ');
  const uses = ((rule.uses ?? []) as readonly string[]).join(', ');
  return [
    `  the ${rule.looksAt} of a ${rule.subject}\n`,
    ...calls,
    ...(rule.looksAt === 'activity' && rule.asActor === 'elsewhere' ? ['  on any call of the role\n'] : []),
    ...(needs === '' ? [] : [`  needs ${needs}\n`]),
    ...(uses === '' ? [] : [`  uses ${uses} where known\n`]),
  ].join('');
};

const asText = (rule: Rule): string =>
  [
    `${rule.id} (${rule.severity})\n${rule.title}\n`,
    `why it matters\n${wrapped(rule.rationale)}`,
    `what to do\n${wrapped(rule.remediation)}`,
    `what it looks at\n${inputs(rule)}`,
    `stands for ${rule.detections.join(', ')}; ATT&CK ${rule.attack.join(', ')}\n`,
    `${rule.references.join('\n')}\n`,
  ].join('\n');

export const define: CommandModule['define'] = (command) => {
  command
    .argument('<rule>', 'the id of a rule')
    .addOption(new Option('--format <format>', 'how to print').choices(['pretty', 'json']).default('pretty'))
    .action((asked: string, { format }: { readonly format: 'pretty' | 'json' }) => {
      const rule = find(asked);
      process.stdout.write(format === 'json' ? `${JSON.stringify(ruleAsJson(rule), null, 2)}\n` : asText(rule));
    });
};
