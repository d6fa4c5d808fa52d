import { accountOf, actorKey, type Call, definePattern } from './pattern.ts';

const fewestPlaces = 3;

const placeOf = ({ account, region }: Call): string => `${account} ${region}`;

/** One actor makes the same sensitive change in several accounts or Regions at once. */
export default definePattern({
  id: 'pattern-same-change-everywhere',
  title: 'One actor made the same change in several accounts or Regions',
  severity: 'high',
  detections: ['X-11'],
  attack: ['T1098', 'T1546'],
  rationale:
    'Opening functions, handing out layers or strengthening roles place by place is what a script does: a deployment ' +
    'that nobody declared, or an attacker who has found credentials that work in many places.',
  remediation:
    'If it was a deployment, declare its role in `deployRoles`. If not, revoke the sessions of the actor and undo the ' +
    'calls that are listed, in every place.',
  references: ['https://attack.mitre.org/techniques/T1098/'],
  groupBy: 'actor-anywhere',
  windowMinutes: 60,
  reads: {
    lambda: [
      'AddPermission',
      'AddLayerVersionPermission',
      'CreateFunctionUrlConfig',
      'UpdateFunctionCode',
      'UpdateFunctionConfiguration',
      'PutFunctionConcurrency',
    ],
    iam: [
      'UpdateAssumeRolePolicy',
      'AttachRolePolicy',
      'PutRolePolicy',
      'CreateAccessKey',
      'CreateOpenIDConnectProvider',
      'CreateSAMLProvider',
    ],
    events: ['PutPermission', 'DisableRule', 'DeleteRule'],
    cloudtrail: ['StopLogging', 'DeleteTrail', 'PutEventSelectors'],
  },
  *observe(change) {
    if (change.actor.via === 'cloudformation') return;
    yield { group: `${actorKey(change.actor)} ${change.source}:${change.name}` };
  },
  sign: placeOf,
  fewestSigns: fewestPlaces,
  *find(events, windowMinutes) {
    const first = events[0];
    const places = new Map(events.map((event) => [placeOf(event), event]));
    if (first === undefined || places.size < fewestPlaces) return;
    yield {
      key: `${first.actor} ${first.source}:${first.call}`,
      about: accountOf(first),
      events: [...places.values()],
      message: `${first.actor} called ${first.source}:${first.call} in ${places.size} places within ${windowMinutes} minutes`,
      evidence: { places: [...places.keys()].sort() },
    };
  },
});
