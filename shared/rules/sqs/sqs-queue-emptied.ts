import { actorInWords, isMeant } from '../../engine/actors.ts';
import { defineActivityRule } from '../../engine/rule.ts';
import { isOwnResource } from '../own.ts';

export default defineActivityRule({
  id: 'sqs-queue-emptied',
  title: 'A queue was purged or deleted',
  severity: 'medium',
  detections: ['SQS-04'],
  attack: ['T1485'],
  rationale:
    'Everything that waited in the queue is gone and will never be handled: orders, but also alerts and the traces of ' +
    'what was done.',
  remediation: 'Find out what waited in the queue and who has to be told; make it anew from its stack.',
  references: ['https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_PurgeQueue.html'],
  subject: 'queue',
  calls: { sqs: ['PurgeQueue', 'DeleteQueue'] },
  needs: [],

  *evaluate({ change, resource, context }) {
    if (isMeant(change.actor, context) || isOwnResource(resource.arn, context)) return;
    const purged = change.call === 'PurgeQueue';
    yield {
      key: purged ? 'purged' : 'deleted',
      message: `${actorInWords(change.actor)} ${purged ? 'deleted every message of it' : 'deleted it with every message'}`,
      evidence: { call: change.call },
    };
  },
});
