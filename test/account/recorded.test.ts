import { IAMClient } from '@aws-sdk/client-iam';
import { afterEach, describe, expect, it } from 'vitest';
import { collectorsOf } from '../../shared/account/collectors.ts';
import { managedPolicyReads, roleReads } from '../../shared/account/iam.ts';
import type { Found, Page } from '../../shared/account/reading.ts';
import { type BoundCollector, bind } from '../../shared/account/service.ts';
import { type ServiceName, serviceNames } from '../../shared/account/services.ts';
import type { AccountId, Arn } from '../../shared/arn.ts';
import type { Op, ResourceRef } from '../../shared/inventory/document.ts';
import type { Kind } from '../../shared/inventory/kinds.ts';
import type { JsonObject } from '../../shared/json.ts';
import { answeringClients } from '../support/answering-clients.ts';
import { account, region } from '../support/calls.ts';
import { sharedData } from '../support/data.ts';
import { type Episode, recordedAnswers } from '../support/recorded-answers.ts';

const place = { partition: 'aws', account: account as AccountId, region };
const refusal = (name: string) => Object.assign(new Error(name), { name });

/** What a recording calls the service, where that is another word. */
const recordedAs: { readonly [S in ServiceName]?: string } = {
  apigatewayv2: 'apigateway',
  cognito: 'cognito-idp',
  cognitoidentity: 'cognito-identity',
};

/** Members by which an answer says that there is more; when a recording is over, there is none. */
const tokens = [
  'NextToken',
  'nextToken',
  'NextMarker',
  'Marker',
  'position',
  'IsTruncated',
  'Truncated',
  'ContinuationToken',
];

/** What an account answers that has no more to say than what was recorded. */
const besides: { readonly [operation: string]: readonly JsonObject[] } = {
  'lambda:ListAliases': [{ Aliases: [] }],
  'lambda:GetPolicy': [{ Error: { Code: 'ResourceNotFoundException' } }],
  'iam:GetPolicy': [{ Policy: {} }],
};

/** Answers an episode's calls in the order in which they were recorded; what was not recorded is not allowed. */
const replay = ({ answers }: Episode, service: ServiceName) => {
  const asked = new Map<string, number>();
  return (operation: string): JsonObject => {
    const key = `${recordedAs[service] ?? service}:${operation}`;
    const recorded = answers.get(key) ?? besides[key] ?? [];
    const index = asked.get(operation) ?? 0;
    asked.set(operation, index + 1);
    const answer = recorded[Math.min(index, recorded.length - 1)];
    if (answer === undefined) throw refusal('AccessDeniedException');
    const { Error: error } = answer as { readonly Error?: { readonly Code?: string } };
    if (error?.Code !== undefined) throw refusal(error.Code);
    if (index < recorded.length - 1) return answer;
    return Object.fromEntries(Object.entries(answer).filter(([member]) => !tokens.includes(member)));
  };
};

/** What is read of one identity only when a record named it. */
const readByName: readonly BoundCollector[] = [
  ['role', roleReads] as const,
  ['managed-policy', managedPolicyReads] as const,
].map(([kind, reads]) =>
  bind({ kind, actions: [], list: async () => ({ found: [], next: undefined }), reads }, new IAMClient({ region })),
);

const collectorsFor = (service: ServiceName): readonly BoundCollector[] => [
  ...collectorsOf[service].open(region, { times: 1_000_000 }),
  ...(service === 'iam' ? readByName : []),
];

/** A resource of a kind, for answers about one that no list was recorded with. */
const somethingOf = (kind: Kind): ResourceRef => {
  const id = 'a1b2c3d4';
  const arns: { readonly [K in Kind]?: string } = {
    function: `arn:aws:lambda:${region}:${account}:function:${id}`,
    'layer-version': `arn:aws:lambda:${region}:${account}:layer:${id}:1`,
    topic: `arn:aws:sns:${region}:${account}:${id}`,
    queue: `arn:aws:sqs:${region}:${account}:${id}`,
    bucket: `arn:aws:s3:::${id}`,
    role: `arn:aws:iam::${account}:role/${id}`,
    'event-rule': `arn:aws:events:${region}:${account}:rule/${id}`,
  };
  const arn = (arns[kind] ?? `arn:aws:${kind}:${region}:${account}:${kind}/${id}`) as Arn;
  return { kind, arn, name: kind === 'layer-version' ? `${id}:1` : id, account: account as AccountId, region };
};

interface Told {
  readonly episode: Episode;
  readonly refs: readonly ResourceRef[];
  readonly ops: readonly Op[];
  readonly wrong: readonly string[];
}

const clients = answeringClients();
afterEach(() => clients.restore());

/** Everything that the collectors of a service make of an episode. */
const told = async (service: ServiceName, episode: Episode): Promise<Told> => {
  const refs: ResourceRef[] = [];
  const ops: Op[] = [];
  const wrong: string[] = [];
  for (const collector of collectorsFor(service)) {
    clients.answer(replay(episode, service));
    const found: Found[] = [];
    let page: Page | undefined;
    for (let count = 0; count < 100 && (page === undefined || page.next !== undefined); count += 1) {
      try {
        page = await collector.list(place, page?.next);
        found.push(...page.found);
      } catch (thrown) {
        const { name, message } = thrown as Error;
        if (!/Denied|NotFound|NonExist|NoSuch/.test(name)) wrong.push(`${collector.name}: ${name} ${message}`);
        break;
      }
    }
    refs.push(...found.map(({ ref }) => ref));
    ops.push(...found.flatMap((each) => each.ops));
    for (const ref of [...found.map((each) => each.ref), somethingOf(collector.kind)].slice(0, 20)) {
      const { change, failed } = await collector.observe(ref, new Date());
      ops.push(...(change?.ops ?? []));
      if (failed.length === 0) continue;
      const details = (change?.ops ?? []).flatMap((op) =>
        op.op === 'unreadable' && op.reason === 'unavailable' ? [op.detail] : [],
      );
      wrong.push(`${collector.name} ${failed.join()}: ${details.join('; ')}`);
    }
  }
  return { episode, refs, ops, wrong };
};

const listOf = (value: unknown): readonly JsonObject[] =>
  Array.isArray(value) ? (value as readonly JsonObject[]) : [];
const textOf = (value: unknown): readonly string[] => (typeof value === 'string' && value !== '' ? [value] : []);
/** The names of statements, and the actions of those that have none. */
const saidBy = (policy: unknown): readonly string[] => {
  if (typeof policy !== 'string' || policy === '') return [];
  const text = policy.startsWith('%') ? decodeURIComponent(policy) : policy;
  return listOf((JSON.parse(text) as JsonObject)['Statement']).flatMap(({ Sid, Action }) => textOf(Sid ?? Action));
};

/** What of an answer has to be found again in what is told. */
const facts: { readonly [operation: string]: (answer: JsonObject) => readonly string[] } = {
  'lambda:ListFunctions': ({ Functions }) =>
    listOf(Functions).flatMap(({ Runtime, Handler, Role }) => [
      ...textOf(Runtime),
      ...textOf(Handler),
      ...textOf(String(Role).split('/').at(-1)),
    ]),
  'lambda:GetPolicy': ({ Policy }) => saidBy(Policy),
  'lambda:ListAliases': ({ Aliases }) => listOf(Aliases).flatMap(({ Name }) => textOf(Name)),
  'lambda:ListFunctionUrlConfigs': ({ FunctionUrlConfigs }) =>
    listOf(FunctionUrlConfigs).flatMap(({ AuthType }) => textOf(AuthType)),
  'lambda:ListEventSourceMappings': ({ EventSourceMappings }) =>
    listOf(EventSourceMappings).flatMap(({ EventSourceArn }) => textOf(EventSourceArn)),
  'iam:GetRole': ({ Role }) => saidBy((Role as JsonObject | undefined)?.['AssumeRolePolicyDocument']),
  'iam:GetPolicyVersion': ({ PolicyVersion }) => saidBy((PolicyVersion as JsonObject | undefined)?.['Document']),
  'cognito-identity:DescribeIdentityPool': ({ IdentityPoolName }) => textOf(IdentityPoolName),
  'sns:GetTopicAttributes': ({ Attributes }) => saidBy((Attributes as JsonObject | undefined)?.['Policy']),
  'sqs:GetQueueAttributes': ({ Attributes }) => saidBy((Attributes as JsonObject | undefined)?.['Policy']),
  'events:ListTargetsByRule': ({ Targets }) => listOf(Targets).flatMap(({ Arn: arn }) => textOf(arn)),
  'secretsmanager:GetResourcePolicy': ({ ResourcePolicy }) => saidBy(ResourcePolicy),
  's3:GetBucketNotificationConfiguration': ({ LambdaFunctionConfigurations, QueueConfigurations }) => [
    ...listOf(LambdaFunctionConfigurations).flatMap(({ LambdaFunctionArn }) => textOf(LambdaFunctionArn)),
    ...listOf(QueueConfigurations).flatMap(({ QueueArn }) => textOf(QueueArn)),
  ],
};

const isAbsent = sharedData('aws-api-responses-custodian') === undefined;

describe.skipIf(isAbsent)('answers of real accounts', () => {
  const episodes = isAbsent ? [] : recordedAnswers();
  const of = (service: ServiceName): readonly Episode[] =>
    episodes.filter(({ answers }) =>
      [...answers.keys()].some((key) => key.startsWith(`${recordedAs[service] ?? service}:`)),
    );

  it.each(serviceNames.filter((service) => of(service).length > 0))(
    'of %s are read without an error',
    async (service) => {
      const all = [];
      for (const episode of of(service)) all.push(await told(service, episode));
      expect(all.flatMap(({ episode, wrong }) => wrong.map((each) => `${episode.name}: ${each}`))).toEqual([]);
      const found = all.flatMap(({ refs }) => refs.map(({ arn }) => arn));
      expect(found.filter((arn) => !/^arn:[^:]+:[^:]+:[^:]*:[^:]*:./.test(arn))).toEqual([]);
    },
  );

  it.each(Object.keys(facts))('to %s tell what decides', async (operation) => {
    const service = (serviceNames.find((name) => (recordedAs[name] ?? name) === operation.split(':')[0]) ??
      'lambda') as ServiceName;
    let looked = 0;
    for (const episode of of(service)) {
      // Between several answers about one resource something was changed: each is an episode of its own.
      for (const answer of episode.answers.get(operation) ?? []) {
        const alone = { ...episode, answers: new Map([...episode.answers, [operation, [answer]]]) };
        const expected = 'Error' in answer ? [] : (facts[operation]?.(answer) ?? []);
        const said = JSON.stringify((await told(service, alone)).ops);
        const unsaid = expected.filter((each) => !said.includes(JSON.stringify(each).slice(1, -1)));
        expect(unsaid, episode.name).toEqual([]);
        looked += expected.length;
      }
    }
    expect(looked).toBeGreaterThan(0);
  });
});
