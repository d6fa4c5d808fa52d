import { actorInWords, isByHand } from '../../engine/actors.ts';
import { defineActivityRule } from '../../engine/rule.ts';
import { awsCommand } from '../commands.ts';

export default defineActivityRule({
  id: 'iot-rule-by-hand',
  title: 'An IoT rule was made or replaced by hand',
  severity: 'low',
  detections: ['IOT-01'],
  attack: ['T1546'],
  rationale:
    'A rule runs functions and copies messages for as long as it stands. Made beside the pipeline it is a quiet way to ' +
    'listen, or to have a function run at will.',
  remediation: 'Move the rule into a stack, or delete it.',
  references: ['https://docs.aws.amazon.com/iot/latest/developerguide/iot-rules.html'],
  subject: 'iot-rule',
  calls: { iot: ['CreateTopicRule', 'ReplaceTopicRule'] },
  needs: [],
  uses: ['actions'],

  *evaluate({ change, after, resource, context }) {
    if (!isByHand(change.actor, context)) return;
    const targets = after.actions?.map(({ target }) => target) ?? [];
    yield {
      key: 'rule',
      message: `${actorInWords(change.actor)} made the rule send messages to ${targets.join(', ') || 'what is not known'}`,
      evidence: { targets },
      ...(after.actions?.some(({ type }) => type === 'lambda') ? { severity: 'medium' as const } : {}),
      remediation: awsCommand('iot delete-topic-rule', { 'rule-name': resource.name, region: resource.region }),
    };
  },

  closes: (change) => change.call === 'DeleteTopicRule',
});
