import { resourceOf } from './facts.ts';
import { accountOf, actorKey, definePattern, isRefusal } from './pattern.ts';

/** Somebody tries to switch off what watches, and fails. Nothing has changed, but somebody wanted it to. */
export default definePattern({
  id: 'pattern-tampering-tried',
  title: 'Somebody tried to switch off what watches',
  severity: 'medium',
  detections: ['TMP-01', 'X-6'],
  attack: ['T1562.008', 'T1562.001'],
  rationale:
    'Trails, recorders and detectors are switched off by nobody in daily work. One attempt that failed, because it was ' +
    'not allowed or named a trail that is not there, is worth a question before the one that succeeds.',
  remediation:
    'Ask the actor what it was for. If nobody can explain it, treat the credentials as stolen: revoke them, and look at ' +
    'what else they did.',
  references: ['https://attack.mitre.org/techniques/T1562/008/'],
  groupBy: 'actor',
  windowMinutes: 60,
  attempts: 'only',
  reads: {
    cloudtrail: ['StopLogging', 'DeleteTrail', 'UpdateTrail', 'PutEventSelectors', 'DeleteEventDataStore'],
    config: ['StopConfigurationRecorder', 'DeleteConfigurationRecorder', 'DeleteDeliveryChannel'],
    guardduty: ['DeleteDetector', 'UpdateDetector'],
    securityhub: ['DisableSecurityHub'],
    organizations: ['LeaveOrganization'],
  },
  *observe(change) {
    if (change.outcome.status !== 'failed' || change.actor.type === 'service') return;
    yield {
      group: actorKey(change.actor),
      resource: resourceOf(change),
      facts: { refused: isRefusal(change.outcome.errorCode) },
    };
  },
  *find(events) {
    const first = events[0];
    if (first === undefined) return;
    const calls = [...new Set(events.map(({ source, call, error }) => `${source}:${call} (${error})`))].sort();
    yield {
      key: first.actor,
      about: accountOf(first),
      events,
      message: `${first.actor} tried ${calls.join(', ')}`,
      evidence: { calls },
      // A name that is not there can be a mistake; what is not allowed was not meant to be possible.
      severity: events.some(({ facts }) => facts['refused'] === true) ? 'medium' : 'low',
    };
  },
});
