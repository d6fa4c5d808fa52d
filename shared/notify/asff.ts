import type { Finding } from '../engine/finding.ts';
import type { Severity } from '../engine/severity.ts';
import { explain } from '../explain.ts';
import type { Kind } from '../inventory/kinds.ts';
import type { JsonObject } from '../json.ts';

/** The Security Hub that findings are imported into; a custom product lives in the account that imports. */
export interface SecurityHub {
  readonly partition: string;
  readonly account: string;
  readonly region: string;
}

const labels: { readonly [S in Severity]: string } = {
  informational: 'INFORMATIONAL',
  low: 'LOW',
  medium: 'MEDIUM',
  high: 'HIGH',
  critical: 'CRITICAL',
};

/** Kinds that the format has a type for; anything else is `Other`. */
const resourceTypes: { readonly [K in Kind]?: string } = {
  function: 'AwsLambdaFunction',
  'layer-version': 'AwsLambdaLayerVersion',
  role: 'AwsIamRole',
  user: 'AwsIamUser',
  'managed-policy': 'AwsIamPolicy',
  account: 'AwsAccount',
  bucket: 'AwsS3Bucket',
  queue: 'AwsSqsQueue',
  topic: 'AwsSnsTopic',
  table: 'AwsDynamoDbTable',
  stream: 'AwsKinesisStream',
  key: 'AwsKmsKey',
  secret: 'AwsSecretsManagerSecret',
  parameter: 'Other',
  trail: 'AwsCloudTrailTrail',
  repository: 'AwsEcrRepository',
  'state-machine': 'AwsStepFunctionStateMachine',
  'event-bus': 'AwsEventsEventbus',
  'graphql-api': 'AwsAppSyncGraphQLApi',
  stack: 'AwsCloudFormationStack',
};

const most = { title: 256, description: 1024, recommendation: 512, field: 1024, fields: 50 } as const;

const clip = (text: string, length: number): string =>
  text.length <= length ? text : `${text.slice(0, length - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;

const resourceTypeOf = (kind: string): string =>
  (resourceTypes as { readonly [kind: string]: string })[kind] ?? 'Other';

/** Security Hub names an account in its own way. */
const resourceIdOf = ({ kind, arn, account }: Finding['resource']): string =>
  kind === 'account' ? `AWS::::Account:${account}` : arn;

const withoutEmpty = (fields: { readonly [name: string]: string | null | undefined }): { [name: string]: string } =>
  Object.fromEntries(
    Object.entries(fields)
      .filter((entry): entry is [string, string] => typeof entry[1] === 'string' && entry[1] !== '')
      .slice(0, most.fields)
      .map(([name, value]) => [name, clip(value, most.field)]),
  );

const descriptionOf = (finding: Finding): string => {
  const why = explain(finding).find(({ question }) => question === 'why here')?.text;
  return clip(why === undefined ? finding.message : `${finding.message}. Why here: ${why}`, most.description);
};

/** What could not be decided is not available; it has neither passed nor failed. */
const complianceOf = ({ verdict, status }: Finding): string =>
  verdict !== 'fail' ? 'NOT_AVAILABLE' : status === 'resolved' ? 'PASSED' : 'FAILED';

const workflowOf = ({ status }: Finding): string =>
  status === 'resolved' ? 'RESOLVED' : status === 'suppressed' ? 'SUPPRESSED' : 'NEW';

/**
 * A finding in the AWS Security Finding Format, for `BatchImportFindings`. The same finding has the same id, so that a
 * later import updates it.
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-findings-format.html
 */
export const toAsff = (finding: Finding, hub: SecurityHub, now: Date): JsonObject => {
  const { resource, change } = finding;
  const time = now.toISOString();
  const severity = { Label: labels[finding.severity], Original: finding.severity };
  const types =
    finding.pattern === null
      ? ['Software and Configuration Checks/AWS Security Best Practices']
      : ['Unusual Behaviors/Application'];
  return {
    SchemaVersion: '2018-10-08',
    Id: `trailwarden/${finding.id}`,
    ProductArn: `arn:${hub.partition}:securityhub:${hub.region}:${hub.account}:product/${hub.account}/default`,
    ProductName: 'Trailwarden',
    GeneratorId: finding.rule,
    AwsAccountId: hub.account,
    Types: types,
    CreatedAt: finding.firstSeen ?? time,
    UpdatedAt: time,
    ...(finding.firstSeen === null ? {} : { FirstObservedAt: finding.firstSeen }),
    ...(finding.lastSeen === null ? {} : { LastObservedAt: finding.lastSeen }),
    Severity: severity,
    FindingProviderFields: { Severity: severity, Types: types },
    Title: clip(`${finding.title}: ${resource.name}`, most.title),
    Description: descriptionOf(finding),
    Remediation: { Recommendation: { Text: clip(finding.remediation, most.recommendation) } },
    Compliance: { Status: complianceOf(finding) },
    Workflow: { Status: workflowOf(finding) },
    RecordState: finding.status === 'resolved' ? 'ARCHIVED' : 'ACTIVE',
    Resources: [
      {
        Type: resourceTypeOf(resource.kind),
        Id: resourceIdOf(resource),
        Partition: hub.partition,
        ...(resource.region === '' ? {} : { Region: resource.region }),
        Details: {
          Other: withoutEmpty({
            kind: resource.kind,
            name: resource.name,
            account: resource.account,
            key: finding.key,
            power: finding.blastRadius?.power,
            evidence: JSON.stringify(finding.evidence),
          }),
        },
      },
    ],
    ProductFields: withoutEmpty({
      'trailwarden/finding': finding.id,
      'trailwarden/status': finding.status,
      'trailwarden/verdict': finding.verdict,
      'trailwarden/owner': finding.owner,
      'trailwarden/attack': finding.attack.join(','),
      'trailwarden/eventId': change?.eventId,
      'trailwarden/eventName': change?.eventName,
      'trailwarden/actor': change?.actor.arn,
      'trailwarden/resolution': finding.resolution,
      'trailwarden/accepted': finding.suppression?.reason,
    }),
  };
};
