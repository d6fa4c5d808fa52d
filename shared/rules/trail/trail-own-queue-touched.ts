import { defineActivityRule } from '../../engine/rule.ts';
import { redeploy, tampering } from '../tampering.ts';

const words = {
  DeleteQueue: 'deleted it',
  PurgeQueue: 'deleted every message of it',
  SetQueueAttributes: 'changed its attributes',
  AddPermission: 'let somebody else use it',
  RemovePermission: 'took a permission away',
};

export default defineActivityRule({
  id: 'trail-own-queue-touched',
  title: 'A queue of Trailwarden was touched',
  severity: 'critical',
  detections: ['TMP-06', 'SQS-04'],
  attack: ['T1562.001'],
  rationale:
    'What is purged from these queues was never judged, and what a stranger may send to them or take out is no evidence any more.',
  remediation: redeploy,
  references: ['https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_PurgeQueue.html'],
  subject: 'queue',
  calls: { sqs: ['DeleteQueue', 'PurgeQueue', 'SetQueueAttributes', 'AddPermission', 'RemovePermission'] },
  needs: [],

  evaluate: (call) => tampering(call, 'records wait in it until they are judged', words),
});
