import { describe, expect, it } from 'vitest';
import { catalogue } from '../../shared/catalogue.ts';
import { ruleSet } from '../../shared/engine/judge.ts';
import { intake } from '../../shared/intake.ts';
import { intake as intakeOfLane } from '../../shared/lane/intake.ts';
import { createRuleLoader } from '../../shared/lane/rules.ts';
import { aChange } from '../support/calls.ts';

const changes = [
  aChange({ name: 'DeleteFunction20150331', request: { functionName: 'orders' } }),
  aChange({ source: 'iam', name: 'DeleteRole', request: { roleName: 'job' } }),
  aChange({ source: 'rolesanywhere', name: 'DeleteTrustAnchor', request: { trustAnchorId: 'one' } }),
  aChange({ source: 'sns', name: 'DeleteTopic', request: { topicArn: 'arn:aws:sns:eu-west-1:111122223333:orders' } }),
  aChange({ source: 'cloudtrail', name: 'StopLogging', request: { name: 'main' } }),
];

const kinds = new Set(catalogue.map(({ subject }) => subject));

describe('what a lane loads when it needs it', () => {
  it.each(changes)('takes in $source $name as a replay does', async (change) => {
    expect(await intakeOfLane(change)).toEqual(intake(change));
  });

  it('is every rule', async () => {
    const [loaded, all] = [createRuleLoader(), ruleSet(catalogue)];
    for (const kind of kinds) loaded.get(kind);
    expect(loaded.complete).toBe(false);
    await loaded.load();
    expect(loaded.complete).toBe(true);
    for (const kind of kinds) expect(loaded.get(kind), kind).toEqual(all.get(kind));
  });

  it('is not asked for before a kind is', () => {
    expect(createRuleLoader().complete).toBe(true);
  });
});
