import { defineRule } from '../../engine/rule.ts';

export default defineRule({
  id: 'iot-rule-external-target',
  title: 'Messages of devices are sent to a host outside AWS',
  severity: 'medium',
  detections: ['IOT-01'],
  attack: ['T1567'],
  rationale:
    'Every message that the rule selects leaves for a web address, with whatever the devices put into it. It is the ' +
    'simplest way to take data out of a fleet.',
  remediation: 'Make sure that the address is yours or meant; otherwise remove the action.',
  references: ['https://docs.aws.amazon.com/iot/latest/developerguide/https-rule-action.html'],
  subject: 'iot-rule',
  needs: ['actions'],

  *evaluate({ actions }) {
    for (const { type, target } of actions) {
      const [, host] = /^https?:\/\/([^/:?#]+)/i.exec(target) ?? [];
      if (type.toLowerCase() !== 'http' || host === undefined || /\.amazonaws\.com(?:\.cn)?$/i.test(host)) continue;
      yield {
        key: host,
        message: `an action sends messages to ${host}`,
        evidence: { host },
      };
    }
  },
});
