import { actorInWords } from '../../engine/actors.ts';
import { defineActivityRule } from '../../engine/rule.ts';

const words: { readonly [call: string]: string } = {
  StopConfigurationRecorder: 'stopped the recorder of AWS Config',
  DeleteConfigurationRecorder: 'deleted the recorder of AWS Config',
  DeleteDeliveryChannel: 'deleted the delivery channel of AWS Config',
  UpdateDetector: 'switched GuardDuty off',
  DeleteDetector: 'deleted the detector of GuardDuty',
  DisableSecurityHub: 'switched Security Hub off',
  DeleteAnalyzer: 'deleted an analyzer of IAM Access Analyzer',
};

const started: ReadonlySet<string> = new Set([
  'StartConfigurationRecorder',
  'PutDeliveryChannel',
  'CreateDetector',
  'UpdateDetector',
  'EnableSecurityHub',
  'CreateAnalyzer',
]);

export default defineActivityRule({
  id: 'trail-monitor-off',
  title: 'A service that watches the account was switched off',
  severity: 'high',
  detections: ['TMP-07'],
  attack: ['T1562.001'],
  rationale:
    'Whoever wants to go unseen switches the watchers off first. What happens until it is on again, it will not tell.',
  remediation: 'Switch it on again, and look at what the actor did since.',
  references: ['https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_suspend-disable.html'],
  subject: 'watcher',
  calls: {
    config: ['StopConfigurationRecorder', 'DeleteConfigurationRecorder', 'DeleteDeliveryChannel'],
    guardduty: ['UpdateDetector', 'DeleteDetector'],
    securityhub: ['DisableSecurityHub'],
    'access-analyzer': ['DeleteAnalyzer'],
  },
  needs: [],
  uses: ['enabled'],

  *evaluate({ change, before, after }) {
    if (change.call === 'UpdateDetector' && (after.enabled !== false || before.enabled === false)) return;
    yield {
      key: 'off',
      message: `${actorInWords(change.actor)} ${words[change.call] ?? change.call}`,
      evidence: { service: change.source, call: change.call },
    };
  },

  closes: (change) =>
    started.has(change.call) && change.ops.some((op) => op.op === 'set' && op.facet === 'enabled' && op.value === true),
});
