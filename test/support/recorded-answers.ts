import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Json, JsonObject } from '../../shared/json.ts';
import { sharedData } from './data.ts';

/** What a real account answered one after the other, by operation. */
export interface Episode {
  readonly name: string;
  readonly answers: ReadonlyMap<string, readonly JsonObject[]>;
}

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Values as the SDK gives them: dates are dates, policies are text, and ids stand where the recording blanked them out. */
const revived = (value: Json, member = ''): unknown => {
  if (typeof value === 'string')
    return value
      .replaceAll('<partition>', 'aws')
      .replaceAll('<region>', 'eu-west-1')
      .replaceAll(/<([a-z-]+)(?::(\d+))?>/g, (_, word: string, index?: string) => `${word}-${index ?? '0'}`);
  if (Array.isArray(value)) return value.map((each) => revived(each));
  if (!isObject(value)) return value;
  if (value['__class__'] === 'datetime')
    return new Date(Date.UTC(Number(value['year']), Number(value['month']) - 1, Number(value['day'])));
  const inner = Object.fromEntries(Object.entries(value).map(([name, each]) => [name, revived(each, name)]));
  // IAM answers with URL-encoded documents, which whoever recorded them has decoded.
  if (/Document$/.test(member)) return encodeURIComponent(JSON.stringify(inner));
  return (/Policy$/.test(member) && 'Statement' in inner) || member === 'EventPattern' ? JSON.stringify(inner) : inner;
};

/** Which operation answers like this, where its test does not say. */
const operationOf = (answer: JsonObject): string | undefined => {
  const told = (member: string, inside: string): boolean => isObject(answer[member]) && inside in answer[member];
  if (told('Attributes', 'TopicArn'))
    return told('Attributes', 'SubscriptionArn') ? 'GetSubscriptionAttributes' : 'GetTopicAttributes';
  if (told('Attributes', 'QueueArn')) return 'GetQueueAttributes';
  if ('RevisionId' in answer && 'Policy' in answer) return 'GetPolicy';
  const byMember: { readonly [member: string]: string } = {
    Aliases: 'ListAliases',
    FunctionUrlConfigs: 'ListFunctionUrlConfigs',
    FunctionEventInvokeConfigs: 'ListFunctionEventInvokeConfigs',
    EventSourceMappings: 'ListEventSourceMappings',
    Functions: 'ListFunctions',
    UpdateRuntimeOn: 'GetRuntimeManagementConfig',
    RecursiveLoop: 'GetFunctionRecursionConfig',
    EventBuses: 'ListEventBuses',
    Rules: 'ListRules',
    Targets: 'ListTargetsByRule',
    KeyMetadata: 'DescribeKey',
    SecretList: 'ListSecrets',
    ResourcePolicy: 'GetResourcePolicy',
    KeyRotationEnabled: 'GetKeyRotationStatus',
    QueueConfigurations: 'GetBucketNotificationConfiguration',
    LambdaFunctionConfigurations: 'GetBucketNotificationConfiguration',
  };
  return Object.entries(byMember).find(([member]) => member in answer)?.[1];
};

const episode = (name: string, recorded: readonly (readonly [string, JsonObject])[]): Episode => {
  const answers = new Map<string, JsonObject[]>();
  for (const [operation, answer] of recorded)
    answers.set(operation, [...(answers.get(operation) ?? []), revived(answer) as JsonObject]);
  return { name, answers };
};

const parsed = (path: string) => JSON.parse(readFileSync(path, 'utf8')) as { readonly [test: string]: JsonObject };

/** Recorded by the tests of Cloud Custodian: `lambda.GetPolicy_1.json` of each test. */
const ofCustodian = (path: string): readonly Episode[] =>
  Object.entries(parsed(path)).map(([name, files]) =>
    episode(
      name,
      Object.entries(files).flatMap(([file, answer]) => {
        const [, service, operation] = /^([a-z0-9-]+)\.(\w+)_\d+\.json$/.exec(file) ?? [];
        return operation === undefined || !isObject(answer) ? [] : [[`${service}:${operation}`, answer] as const];
      }),
    ),
  );

/** Recorded by the tests of LocalStack, under labels of each test's own. */
const ofLocalStack = (folder: string): readonly Episode[] =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .flatMap((file) => {
      const service = /^(?:cloudformation__resources__test_)?([a-z0-9]+)/.exec(file)?.[1] ?? '';
      return Object.entries(parsed(join(folder, file))).map(([name, test]) => {
        const content = isObject(test['recorded-content']) ? Object.values(test['recorded-content']) : [];
        return episode(
          name,
          content.flatMap((answer) => {
            const operation = isObject(answer) ? operationOf(answer) : undefined;
            return operation === undefined ? [] : [[`${service}:${operation}`, answer as JsonObject] as const];
          }),
        );
      });
    });

/** Recorded answers of real accounts, where they lie beside the checkout. */
export const recordedAnswers = (): readonly Episode[] => {
  const custodian = sharedData('aws-api-responses-custodian', 'placebo.json');
  const localStack = sharedData('aws-api-snapshots-localstack');
  return [
    ...(custodian === undefined ? [] : ofCustodian(custodian)),
    ...(localStack === undefined ? [] : ofLocalStack(localStack)),
  ].filter(({ answers }) => answers.size > 0);
};
