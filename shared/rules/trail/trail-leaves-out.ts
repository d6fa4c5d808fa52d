import { actorInWords } from '../../engine/actors.ts';
import { defineActivityRule, type Violation } from '../../engine/rule.ts';
import { awsCommand } from '../commands.ts';

export default defineActivityRule({
  id: 'trail-leaves-out',
  title: 'A trail was told to leave management events out',
  severity: 'high',
  detections: ['TMP-03'],
  attack: ['T1562.008'],
  rationale:
    'The trail still says that it is logging, but what changes the account is not in it: the way to switch it off that ' +
    'looks like nothing.',
  remediation: 'Set the event selectors back to all management events.',
  references: [
    'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-management-events-with-cloudtrail.html',
  ],
  subject: 'trail',
  calls: { cloudtrail: ['PutEventSelectors', 'UpdateEventDataStore'] },
  needs: ['managementEvents'],

  *evaluate({ change, before, after: { managementEvents: now }, resource }): Generator<Violation> {
    const was = before.managementEvents;
    const who = actorInWords(change.actor);
    const remediation = awsCommand('cloudtrail put-event-selectors', {
      'trail-name': resource.arn,
      'event-selectors': '[{"ReadWriteType":"All","IncludeManagementEvents":true}]',
      region: resource.region,
    });
    const evidence = {
      included: now.included,
      readWrite: now.readWrite,
      excluded: [...now.excludedSources],
    };
    if (!now.included) {
      if (was?.included !== false) {
        yield { key: 'all', message: `${who} had it leave out every management event`, evidence, remediation };
      }
      return;
    }
    if (now.readWrite === 'ReadOnly' && was?.readWrite !== 'ReadOnly') {
      yield {
        key: 'writes',
        message: `${who} had it leave out every call that changes something`,
        evidence,
        remediation,
      };
    }
    const excluded = now.excludedSources.filter((source) => !was?.excludedSources.includes(source));
    if (excluded.length === 0) return;
    // KMS and the RDS data API are noisy, and leaving them out is common; anything else is not.
    const usual = excluded.every((source) => /^(?:kms|rdsdata)\./.test(source));
    yield {
      key: 'sources',
      message: `${who} had it leave out ${excluded.join(', ')}`,
      evidence,
      remediation,
      severity: usual ? 'medium' : 'high',
    };
  },

  closes: (change, key) =>
    change.call === 'DeleteTrail' ||
    change.ops.some((op) => {
      if (op.op !== 'set' || op.facet !== 'managementEvents') return false;
      const now = op.value as { included?: boolean; readWrite?: string; excludedSources?: readonly string[] };
      if (now.included !== true) return false;
      if (key === 'writes') return now.readWrite !== 'ReadOnly';
      return key === 'all' || now.excludedSources?.length === 0;
    }),
});
