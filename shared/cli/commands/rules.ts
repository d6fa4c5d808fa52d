import { Option } from 'commander';
import { catalogue } from '../../catalogue.ts';
import type { Rule } from '../../engine/rule.ts';
import type { CommandModule } from '../commands.ts';

/** What the catalogue prints of a rule with `--format json`: everything it says about itself. */
export const ruleAsJson = (rule: Rule) => ({
  id: rule.id,
  title: rule.title,
  severity: rule.severity,
  looksAt: rule.looksAt,
  subject: rule.subject,
  calls: rule.looksAt === 'activity' ? rule.calls : {},
  needs: rule.needs,
  uses: rule.uses ?? [],
  detections: rule.detections,
  attack: rule.attack,
  rationale: rule.rationale,
  remediation: rule.remediation,
  references: rule.references,
});

const line = (widths: { readonly id: number; readonly severity: number }, rule: Rule): string =>
  `${rule.id.padEnd(widths.id)}  ${rule.severity.padEnd(widths.severity)}  ${rule.title}`;

export const define: CommandModule['define'] = (command) => {
  command
    .addOption(new Option('--format <format>', 'how to print').choices(['pretty', 'json']).default('pretty'))
    .action(({ format }: { readonly format: 'pretty' | 'json' }) => {
      if (format === 'json') {
        process.stdout.write(`${JSON.stringify(catalogue.map(ruleAsJson), null, 2)}\n`);
        return;
      }
      const widths = {
        id: Math.max(...catalogue.map(({ id }) => id.length)),
        severity: Math.max(...catalogue.map(({ severity }) => severity.length)),
      };
      for (const rule of catalogue) process.stdout.write(`${line(widths, rule)}\n`);
    });
};
