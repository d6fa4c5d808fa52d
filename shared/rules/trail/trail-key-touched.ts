import { actorInWords } from '../../engine/actors.ts';
import { defineActivityRule } from '../../engine/rule.ts';

const words: { readonly [call: string]: string } = {
  DisableKey: 'disabled it',
  ScheduleKeyDeletion: 'scheduled its deletion',
  PutKeyPolicy: 'replaced its policy',
};

export default defineActivityRule({
  id: 'trail-key-touched',
  title: 'The key of a trail was touched',
  severity: 'high',
  detections: ['TMP-09'],
  attack: ['T1562.008', 'T1485'],
  rationale:
    'A trail whose key can not be used delivers nothing any more, though it says that it is logging; and what it ' +
    'delivered before can not be read.',
  remediation: 'Enable the key (`aws kms enable-key`), cancel its deletion, or put its policy back.',
  references: [
    'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/encrypting-cloudtrail-log-files-with-aws-kms.html',
  ],
  subject: 'key',
  calls: { kms: ['DisableKey', 'ScheduleKeyDeletion', 'PutKeyPolicy'] },
  needs: ['trails'],

  *evaluate({ change, after: { trails } }) {
    if (trails.length === 0) return;
    yield {
      key: change.call,
      message: `${actorInWords(change.actor)} ${words[change.call] ?? change.call}: the records of ${trails.join(', ')} are encrypted with it`,
      evidence: { call: change.call, trails: [...trails] },
      severity: change.call === 'PutKeyPolicy' ? 'high' : 'critical',
    };
  },

  closes: (change, key) =>
    (key === 'DisableKey' && change.call === 'EnableKey') ||
    (key === 'ScheduleKeyDeletion' && change.call === 'CancelKeyDeletion'),
});
