import { readFileSync } from 'node:fs';
import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { storeActions } from '../../shared/inventory/store.ts';
import { indexes, timeToLiveAttribute } from '../../shared/inventory/table.ts';
import { synthesized } from '../support/synth.ts';

const { template } = synthesized();

interface Statement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
}

const listed = (value: string | readonly string[]): readonly string[] => (typeof value === 'string' ? [value] : value);

const resourcesOf = <T>(type: string) =>
  Object.entries(template.findResources(type)).map(([id, { Properties }]) => ({ id, properties: Properties as T }));

describe('the inventory table', () => {
  it('is kept, backed up, encrypted and billed by use', () => {
    template.hasResource('AWS::DynamoDB::Table', {
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: {
        BillingMode: 'PAY_PER_REQUEST',
        DeletionProtectionEnabled: true,
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        SSESpecification: { SSEEnabled: true },
        TimeToLiveSpecification: { AttributeName: timeToLiveAttribute, Enabled: true },
      },
    });
  });

  it('has every index that the store asks', () => {
    const [table] = resourcesOf<{ GlobalSecondaryIndexes: readonly { IndexName: string }[] }>('AWS::DynamoDB::Table');
    expect(table?.properties.GlobalSecondaryIndexes.map(({ IndexName }) => IndexName).sort()).toEqual(
      Object.values(indexes)
        .map(({ name }) => name)
        .sort(),
    );
  });
});

describe('a lane', () => {
  it('sends a record that keeps failing to an encrypted dead-letter queue', () => {
    const queues = resourcesOf<{ RedrivePolicy?: unknown; SqsManagedSseEnabled: boolean }>('AWS::SQS::Queue');
    expect(queues.every(({ properties }) => properties.SqsManagedSseEnabled)).toBe(true);
    template.hasResourceProperties('AWS::SQS::Queue', {
      RedrivePolicy: { maxReceiveCount: 5, deadLetterTargetArn: Match.anyValue() },
    });
  });

  it('takes back only the records that failed', () => {
    template.allResourcesProperties('AWS::Lambda::EventSourceMapping', {
      BatchSize: 10,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      ScalingConfig: { MaximumConcurrency: Match.anyValue() },
    });
  });

  it('keeps what EventBridge could not hand over', () => {
    template.allResourcesProperties('AWS::Events::Rule', {
      Targets: [{ Arn: Match.anyValue(), DeadLetterConfig: { Arn: Match.anyValue() } }],
    });
  });

  it('runs small arm64 functions on the runtime that is tested', () => {
    template.allResourcesProperties('AWS::Lambda::Function', { Architectures: ['arm64'], Runtime: 'nodejs24.x' });
  });

  it('lets logs expire', () => {
    template.allResourcesProperties('AWS::Logs::LogGroup', { RetentionInDays: 90 });
  });
});

describe('an execution role', () => {
  const roles = resourcesOf<{ Policies?: readonly { PolicyDocument: { Statement: readonly Statement[] } }[] }>(
    'AWS::IAM::Role',
  ).filter(({ id }) => id.startsWith('Watch'));
  const lane = [
    'logs:CreateLogStream',
    'logs:PutLogEvents',
    'sqs:DeleteMessage',
    'sqs:GetQueueAttributes',
    'sqs:ReceiveMessage',
    ...storeActions.read,
    ...storeActions.write,
    'sns:Publish',
    'kms:Decrypt',
    'kms:GenerateDataKey',
  ].sort();

  it.each(roles)('$id may do what its code declares and nothing else', ({ properties }) => {
    const statements = (properties.Policies ?? []).flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
    expect(statements.every(({ Effect }) => Effect === 'Allow')).toBe(true);
    expect([...new Set(statements.flatMap(({ Action }) => listed(Action)))].sort()).toEqual(lane);
    for (const { Action, Resource } of statements) {
      const named = JSON.stringify(Resource);
      expect(named, `${listed(Action)}`).not.toBe('"*"');
      expect(named).not.toContain('*');
    }
  });

  it('gets nothing from anywhere else', () => {
    template.resourceCountIs('AWS::IAM::Policy', 0);
    template.resourceCountIs('AWS::IAM::ManagedPolicy', 0);
    template.allResourcesProperties('AWS::IAM::Role', { ManagedPolicyArns: Match.absent() });
  });
});

describe('an alarm', () => {
  const runbook = readFileSync(`${import.meta.dirname}/../../docs/runbook.md`, 'utf8');
  const alarms = resourcesOf<{ AlarmName: string; AlarmDescription: string; AlarmActions: unknown }>(
    'AWS::CloudWatch::Alarm',
  ).map(({ properties }) => properties);

  it.each(alarms)('$AlarmName says how bad it is and where the runbook speaks of it', ({ AlarmDescription }) => {
    const [, severity, anchor] =
      /^(critical|high|medium): .+ \(docs\/runbook\.md#([a-z-]+)\)$/.exec(AlarmDescription) ?? [];
    expect(severity).toBeDefined();
    const headings = [...runbook.matchAll(/^## (.+)$/gm)].map(([, heading = '']) =>
      heading.toLowerCase().replaceAll(' ', '-'),
    );
    expect(headings).toContain(anchor);
  });

  it('is called after what it watches and why, and rings the health topic', () => {
    const names = alarms.map(({ AlarmName }) => AlarmName);
    expect(names).toContain('Trailwarden/WatchFunctions/DeadLetters');
    expect(new Set(names).size).toBe(names.length);
    template.allResourcesProperties('AWS::CloudWatch::Alarm', {
      AlarmActions: [{ Ref: Match.stringLikeRegexp('^Health') }],
    });
  });
});
