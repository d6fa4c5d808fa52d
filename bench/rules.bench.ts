// How much the rules cost on the hot path: the same changes folded with every rule and with none, in one run.
// `node bench/rules.bench.ts [changes]`

import { catalogue } from '../shared/catalogue.ts';
import { emptyContext } from '../shared/engine/context.ts';
import { type RuleSet, ruleSet } from '../shared/engine/judge.ts';
import { intake } from '../shared/intake.ts';
import type { ResourceChange } from '../shared/inventory/document.ts';
import { fold } from '../shared/inventory/fold.ts';
import { createMemoryInventory } from '../shared/inventory/memory.ts';
import { aChange, functionArn, roleArnOf } from '../test/support/calls.ts';

const count = Number(process.argv[2] ?? 4_000);

/** A deployment as it is: functions made once, then code, configuration and permissions by turns. */
const changes = (): readonly (readonly ResourceChange[])[] =>
  Array.from({ length: count }, (_, index) => {
    const name = `fn-${index % 200}`;
    const time = new Date(Date.UTC(2026, 2, 2) + index * 1_000).toISOString().replace('.000', '');
    const at = { id: `event-${String(index).padStart(6, '0')}`, time };
    const response = { functionArn: functionArn(name), role: roleArnOf('job'), codeSha256: `sha-${index}` };
    if (index < 200) {
      const request = { functionName: name, role: roleArnOf('job'), runtime: 'nodejs24.x', handler: 'index.handler' };
      return intake(aChange({ ...at, name: 'CreateFunction20150331', request, response }));
    }
    switch (index % 3) {
      case 0:
        return intake(
          aChange({
            ...at,
            name: 'UpdateFunctionCode20150331v2',
            request: { functionName: name, s3Bucket: 'b' },
            response,
          }),
        );
      case 1:
        return intake(
          aChange({ ...at, name: 'UpdateFunctionConfiguration20150331v2', request: { functionName: name }, response }),
        );
      default:
        return intake(
          aChange({
            ...at,
            name: 'AddPermission20150331v2',
            request: {
              functionName: name,
              statementId: 'topic',
              action: 'lambda:InvokeFunction',
              principal: 'sns.amazonaws.com',
              sourceArn: 'arn:aws:sns:eu-west-1:111122223333:orders',
            },
          }),
        );
    }
  });

const run = (records: ReturnType<typeof changes>, rules: RuleSet): number => {
  const inventory = createMemoryInventory();
  const began = process.cpuUsage();
  for (const record of records) inventory.commit(fold(inventory, record, rules, emptyContext));
  const { user, system } = process.cpuUsage(began);
  return (user + system) / 1e6;
};

const records = changes();
const [none, all] = [ruleSet([]), ruleSet(catalogue)];
run(records.slice(0, 500), all);
const rounds = [0, 1, 2].map(() => ({ none: run(records, none), all: run(records, all) }));
const best = (key: 'none' | 'all'): number => Math.min(...rounds.map((round) => round[key]));
const rate = (seconds: number): string => Math.round(count / seconds).toLocaleString('en');
process.stdout.write(
  [
    `${count} records, ${catalogue.length} rules, processor time, best of three`,
    `without rules  ${rate(best('none'))} records/s  1.00`,
    `with all       ${rate(best('all'))} records/s  ${(best('all') / best('none')).toFixed(2)}`,
    '',
  ].join('\n'),
);
