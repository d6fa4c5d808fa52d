import { expect, it } from 'vitest';
import { emptyContext } from '../../shared/engine/context.ts';
import { rules } from '../../shared/rules/index.generated.ts';
import { loadTemplate } from '../../shared/template/assembly.ts';
import { judgeApplication } from '../../shared/template/judge.ts';
import { synthesized, synthesizedGlobal } from '../support/synth.ts';

const found = (template: object) => {
  const options = { account: '111122223333', region: 'eu-west-1', parameters: {} };
  const { worlds, problems } = loadTemplate(
    'Trailwarden.template.json',
    JSON.stringify(template),
    { read: () => undefined },
    options,
  );
  expect(problems).toEqual([]);
  const context = { ...emptyContext, accounts: ['111122223333' as (typeof emptyContext.accounts)[number]] };
  const { findings, inventories } = judgeApplication(worlds, rules, context, '2026-06-01T00:00:00Z');
  const kinds = new Set([...(inventories[0]?.documents.values() ?? [])].map(({ kind }) => kind));
  expect([...kinds]).toEqual(expect.arrayContaining(['event-rule', 'role']));
  return findings.map(
    ({ finding, source }) =>
      `${finding.verdict} ${finding.severity} ${finding.rule} ${source.logicalId} ${finding.message}`,
  );
};

it('has no finding of its own rules in the home Region', () => {
  expect(found(synthesized().template.toJSON())).toEqual([]);
});

it('has no finding of its own rules in us-east-1', () => {
  expect(found(synthesizedGlobal('eu-west-1').toJSON())).toEqual([]);
});
