import { actorInWords } from '../../engine/actors.ts';
import { defineActivityRule } from '../../engine/rule.ts';
import { projections } from '../../inventory/projections.ts';

const everyCall = Object.fromEntries(
  [...new Set(projections.map(({ source }) => source))].map((source) => [
    source,
    projections.filter((each) => each.source === source).flatMap(({ calls }) => Object.keys(calls)),
  ]),
);

export default defineActivityRule({
  id: 'trail-parameters-omitted',
  title: 'CloudTrail dropped the parameters of a change',
  severity: 'medium',
  detections: ['IAM-12'],
  attack: ['T1562.008'],
  rationale:
    'Parameters of more than 100 KB are left out of the record. Nobody who reads the trail can tell what was changed, ' +
    'which is why a request is padded until it is too large.',
  remediation: 'Read the resource as it stands now: nothing that judges by the record alone has seen the change.',
  references: [
    'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html',
  ],
  subject: 'account',
  calls: everyCall,
  needs: [],

  *evaluate({ change }) {
    const reason = change.details?.['omitted'];
    if (typeof reason !== 'string') return;
    yield {
      key: `${change.source}:${change.call}`,
      message: `${actorInWords(change.actor)} called ${change.source}:${change.call} with parameters that are not in the record: ${reason}`,
      evidence: { call: `${change.source}:${change.call}`, reason },
    };
  },
});
