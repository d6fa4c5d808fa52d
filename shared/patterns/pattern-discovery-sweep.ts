import { accountOf, actorKey, definePattern, isRefusal, isWithin, type WindowEvent } from './pattern.ts';

const fewestCalls = 7;

/** One identity asks for lists of everything. Needs read events in the trail, which EventBridge delivers on request. */
export default definePattern({
  id: 'pattern-discovery-sweep',
  title: 'One identity asked for many different lists in a few minutes',
  severity: 'low',
  detections: ['X-7'],
  attack: ['T1580', 'T1526', 'T1087.004'],
  rationale:
    'Before an attacker changes anything they look around: functions, roles, secrets, topics, who they are. People and ' +
    'deployments ask for single things by name; lists of everything, one after the other, are a tool.',
  remediation: 'Ask whose tool it was. Inventory tools should have a role of their own, declared in `deployRoles`.',
  references: ['https://attack.mitre.org/techniques/T1580/'],
  groupBy: 'actor',
  windowMinutes: 10,
  attempts: 'too',
  reads: {
    lambda: ['ListFunctions', 'ListLayers', 'ListEventSourceMappings'],
    iam: [
      'ListRoles',
      'ListUsers',
      'ListGroups',
      'ListPolicies',
      'GetAccountAuthorizationDetails',
      'GetAccountSummary',
      'ListAccessKeys',
    ],
    sts: ['GetCallerIdentity'],
    s3: ['ListBuckets'],
    secretsmanager: ['ListSecrets'],
    ssm: ['DescribeParameters'],
    sns: ['ListTopics', 'ListSubscriptions'],
    sqs: ['ListQueues'],
    dynamodb: ['ListTables'],
    kms: ['ListKeys', 'ListAliases'],
    events: ['ListRules', 'ListEventBuses'],
    apigateway: ['GetRestApis', 'GetApis'],
    states: ['ListStateMachines'],
    ecr: ['DescribeRepositories'],
    organizations: ['ListAccounts', 'DescribeOrganization'],
  },
  *observe(change) {
    if (change.actor.type === 'service') return;
    if (change.outcome.status !== 'failed' || isRefusal(change.outcome.errorCode))
      yield { group: actorKey(change.actor) };
  },
  sign: ({ source, call }) => `${source}:${call}`,
  fewestSigns: fewestCalls,
  *find(events, windowMinutes) {
    for (const [index, first] of events.entries()) {
      const calls = new Map<string, WindowEvent>();
      let at = index;
      for (; at < events.length; at += 1) {
        const event = events[at];
        if (event === undefined || !isWithin(first, event, windowMinutes)) break;
        calls.set(`${event.source}:${event.call}`, event);
      }
      // What begins later holds less of the same.
      if (calls.size < fewestCalls && at === events.length) return;
      if (calls.size < fewestCalls) continue;
      yield {
        key: first.actor,
        about: accountOf(first),
        events: [...calls.values()],
        message: `${first.actor} asked for ${calls.size} different lists within ${windowMinutes} minutes`,
        evidence: { calls: [...calls.keys()].sort() },
      };
      return;
    }
  },
});
