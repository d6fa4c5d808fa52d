import { defineActivityRule } from '../../engine/rule.ts';
import { redeploy, tampering } from '../tampering.ts';

const words = {
  DeleteTopic: 'deleted it',
  SetTopicAttributes: 'changed its attributes',
  Unsubscribe: 'unsubscribed somebody',
  SetSubscriptionAttributes: 'changed what a subscriber gets',
  AddPermission: 'let somebody else use it',
  RemovePermission: 'took a permission away',
  Subscribe: 'subscribed somebody else',
};

export default defineActivityRule({
  id: 'trail-own-topic-touched',
  title: 'A topic of Trailwarden was touched',
  severity: 'critical',
  detections: ['TMP-06', 'SNS-04'],
  attack: ['T1562.001'],
  rationale: 'Alerts that are unsubscribed, filtered or sent elsewhere reach nobody, while everything seems to work.',
  remediation: redeploy,
  references: ['https://docs.aws.amazon.com/sns/latest/dg/sns-delete-subscription-topic.html'],
  subject: 'topic',
  calls: {
    sns: [
      'DeleteTopic',
      'SetTopicAttributes',
      'Unsubscribe',
      'SetSubscriptionAttributes',
      'AddPermission',
      'RemovePermission',
      'Subscribe',
    ],
  },
  needs: [],

  evaluate: (call) => tampering(call, 'alerts are sent over it', words),
});
