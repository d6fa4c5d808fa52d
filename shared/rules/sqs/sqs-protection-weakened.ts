import { actorInWords, isMeant } from '../../engine/actors.ts';
import { defineActivityRule, type Violation } from '../../engine/rule.ts';
import type { Json } from '../../json.ts';

export default defineActivityRule({
  id: 'sqs-protection-weakened',
  title: "A queue's failure handling or encryption was weakened",
  severity: 'medium',
  detections: ['SQS-03'],
  attack: ['T1562', 'T1485'],
  rationale:
    'Without a dead-letter queue, messages that fail are dropped unseen; without a key, its policy no longer decides who ' +
    'reads; without a visibility timeout, a function handles every message again and again.',
  remediation: 'Set the attribute back (`aws sqs set-queue-attributes`), or deploy the stack of the queue anew.',
  references: [
    'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html',
  ],
  subject: 'queue',
  calls: { sqs: ['SetQueueAttributes'] },
  needs: [],
  uses: ['deadLetterTarget', 'kmsKey', 'managedEncryption', 'visibilityTimeoutSeconds'],

  *evaluate({ change, before, after, context }) {
    if (isMeant(change.actor, context)) return;
    const asked = change.details?.['attributes'];
    const has = (attribute: string): boolean => Array.isArray(asked) && asked.includes(attribute);
    const who = actorInWords(change.actor);
    const lost = (key: string, message: string, value: Json): Violation => ({
      key,
      message: `${who} ${message}`,
      evidence: { what: key, before: value },
      severity: key === 'visibility' ? 'low' : 'medium',
    });
    if (has('RedrivePolicy') && before.deadLetterTarget !== null && after.deadLetterTarget === null) {
      yield lost('dead-letter', 'took its dead-letter queue away', before.deadLetterTarget ?? null);
    }
    if (has('KmsMasterKeyId') && before.kmsKey !== null && after.kmsKey === null) {
      yield lost('key', 'took its key away', before.kmsKey ?? null);
    }
    const plain = after.managedEncryption === false && !after.kmsKey;
    if (has('SqsManagedSseEnabled') && plain && before.managedEncryption !== false) {
      yield lost('encryption', 'switched its encryption off', before.managedEncryption ?? null);
    }
    if (has('VisibilityTimeout') && after.visibilityTimeoutSeconds === 0 && before.visibilityTimeoutSeconds !== 0) {
      const why = 'set its visibility timeout to 0: messages are handed out again while they are handled';
      yield lost('visibility', why, before.visibilityTimeoutSeconds ?? null);
    }
  },

  closes: (change, key) =>
    change.ops.some((op) => {
      if (op.op !== 'set') return false;
      if (key === 'dead-letter') return op.facet === 'deadLetterTarget' && op.value !== null;
      if (key === 'key') return op.facet === 'kmsKey' && op.value !== null;
      if (key === 'encryption')
        return (op.facet === 'managedEncryption' && op.value === true) || (op.facet === 'kmsKey' && op.value !== null);
      return op.facet === 'visibilityTimeoutSeconds' && op.value !== 0;
    }),
});
