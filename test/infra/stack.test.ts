import { readFileSync } from 'node:fs';
import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { collectorsOf } from '../../shared/account/collectors.ts';
import { managedPolicyReads, roleReads } from '../../shared/account/iam.ts';
import { functionReads } from '../../shared/account/lambda.ts';
import { sweepMemoryActions } from '../../shared/account/sweep-memory.ts';
import { beatActions } from '../../shared/beat/pulses.ts';
import { sourceVersion } from '../../shared/doctor/version.ts';
import { indexes, timeToLiveAttribute } from '../../shared/inventory/store/schema.ts';
import { storeActions } from '../../shared/inventory/store/store.ts';
import { deadLetterActions } from '../../shared/lane/dead-letters.ts';
import { variables } from '../../shared/lane/environment.ts';
import { eventBusActions } from '../../shared/notify/event-bus.ts';
import { publisherActions } from '../../shared/notify/publisher.ts';
import { secretActions } from '../../shared/notify/secret.ts';
import { securityHubActions } from '../../shared/notify/security-hub.ts';
import { sendDigestActions } from '../../shared/notify/send-digest.ts';
import { slackTableActions } from '../../shared/notify/slack.ts';
import { synthesized, synthesizedGlobal } from '../support/synth.ts';

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
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      ScalingConfig: { MaximumConcurrency: Match.anyValue() },
    });
  });

  it('keeps what EventBridge could not hand over', () => {
    const rules = resourcesOf<{ EventPattern?: unknown; Targets: readonly object[] }>('AWS::Events::Rule');
    for (const { properties } of rules.filter(({ properties: { EventPattern } }) => EventPattern !== undefined))
      expect(properties.Targets).toEqual([expect.objectContaining({ DeadLetterConfig: expect.anything() })]);
  });

  it('runs small arm64 functions on the runtime that is tested', () => {
    template.allResourcesProperties('AWS::Lambda::Function', { Architectures: ['arm64'], Runtime: 'nodejs24.x' });
  });

  it('says which version it is of', () => {
    template.allResourcesProperties('AWS::Lambda::Function', {
      Environment: { Variables: { [variables.version]: sourceVersion() } },
    });
  });

  it('lets logs expire', () => {
    template.allResourcesProperties('AWS::Logs::LogGroup', { RetentionInDays: 90 });
  });
});

const everything = synthesized({
  emails: ['ops@example.com', { address: 'ciso@example.com', minimumSeverity: 'critical' }],
  slack: { parameter: '/trailwarden/slack', channel: 'C012', minimumSeverity: 'high' },
  securityHub: true,
  ocsf: true,
}).template;

describe('an execution role', () => {
  const log = ['logs:CreateLogStream', 'logs:PutLogEvents'];
  const queue = ['sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage', ...deadLetterActions];
  const topic = ['kms:Decrypt', 'kms:GenerateDataKey', ...publisherActions.topic];
  const lane = [...log, ...queue, ...topic, ...storeActions.read, ...storeActions.write, ...publisherActions.table];
  const identityActions = [...roleReads, ...managedPolicyReads].flatMap(({ actions }) => actions);
  const sweptActions = Object.values(collectorsOf).flatMap(({ collectors }) =>
    collectors.flatMap(({ actions }) => actions),
  );
  const functionActions = functionReads.flatMap(({ actions }) => actions);
  const declared: Readonly<Record<string, readonly string[]>> = {
    WatchFunctions: [...lane, ...functionActions, ...identityActions],
    WatchIdentities: [...lane, ...identityActions],
    WatchTriggers: lane,
    WatchTrail: lane,
    BeatSender: [...log, 'dynamodb:BatchGetItem', ...Object.values(beatActions)],
    Sweeper: [...lane, 'sqs:SendMessage', ...sweepMemoryActions, ...sweptActions],
    Schedule: ['sqs:SendMessage'],
    DigestSender: [
      ...log,
      ...topic,
      ...storeActions.read,
      ...storeActions.write,
      ...publisherActions.table,
      ...sendDigestActions.table,
    ],
    FindingsExport: [...log, ...queue, ...securityHubActions, ...eventBusActions],
    SlackTeller: [...log, ...queue, ...slackTableActions, ...secretActions.parameter],
  };
  const roles = Object.entries(everything.findResources('AWS::IAM::Role')).map(([id, { Properties }]) => ({
    id,
    policies: (Properties as { Policies: readonly { PolicyDocument: { Statement: readonly Statement[] } }[] }).Policies,
  }));

  it.each(roles)('$id may do what its code declares and nothing else', ({ id, policies }) => {
    const [, actions = []] =
      Object.entries(declared).find(([prefix]) => id.replace(/^Sweep/, '').startsWith(prefix)) ?? [];
    const statements = policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
    expect(statements.every(({ Effect }) => Effect === 'Allow')).toBe(true);
    expect([...new Set(statements.flatMap(({ Action }) => listed(Action)))].sort()).toEqual(
      [...new Set(actions)].sort(),
    );
    for (const { Action, Resource } of statements) {
      // A sweep lists whatever there is.
      if (Resource === '*' && listed(Action).every((action) => sweptActions.includes(action))) continue;
      // Readers may read everything of a kind in the account; whatever else is named.
      const named = JSON.stringify(Resource).replace(/:(?:function:|role\/|policy\/)\*/, ':one');
      expect(named, `${listed(Action)}`).not.toContain('*');
    }
  });

  it('is made for one function', () => {
    const users = ['AWS::Lambda::Function', 'AWS::Scheduler::Schedule'].map((type) => everything.findResources(type));
    expect(roles).toHaveLength(users.flatMap((of) => Object.keys(of)).length);
  });

  it('gets nothing from anywhere else', () => {
    everything.resourceCountIs('AWS::IAM::Policy', 0);
    everything.resourceCountIs('AWS::IAM::ManagedPolicy', 0);
    everything.allResourcesProperties('AWS::IAM::Role', { ManagedPolicyArns: Match.absent() });
  });
});

describe('the sweep', () => {
  const { template: chosen } = synthesized({ sweep: { regions: ['eu-west-1', 'us-west-2'] } });

  it('begins at installation and every day, with the Regions that were asked for', () => {
    chosen.hasResourceProperties('AWS::Scheduler::Schedule', {
      ScheduleExpression: 'rate(1 day)',
      StartDate: Match.absent(),
      Target: {
        Arn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^SweepQueue'), 'Arn'] },
        Input: JSON.stringify({
          task: 'begin',
          regions: ['eu-west-1', 'us-west-2'],
          startedAt: '<aws.scheduler.scheduled-time>',
        }),
        DeadLetterConfig: Match.anyValue(),
      },
    });
    template.hasResourceProperties('AWS::Scheduler::Schedule', {
      Target: { Input: Match.stringLikeRegexp('"regions":\\["eu-west-1"\\]') },
    });
  });

  it('may read in those Regions only', () => {
    const roles = JSON.stringify(chosen.findResources('AWS::IAM::Role'));
    expect(roles).toContain('{"StringEquals":{"aws:RequestedRegion":["eu-west-1","us-west-2"]}}');
  });

  it('has few workers, because all share what the account may call', () => {
    chosen.hasResourceProperties('AWS::Lambda::EventSourceMapping', { ScalingConfig: { MaximumConcurrency: 2 } });
  });
});

describe('notifications', () => {
  it('go to an encrypted topic', () => {
    everything.allResourcesProperties('AWS::SNS::Topic', { KmsMasterKeyId: Match.anyValue() });
  });

  it('reach everybody who is named, of the severity that they asked for', () => {
    everything.hasResourceProperties('AWS::SNS::Subscription', {
      Protocol: 'email',
      Endpoint: 'ciso@example.com',
      FilterPolicy: { severity: ['critical'] },
    });
    everything.hasResourceProperties('AWS::SNS::Subscription', {
      Protocol: 'email',
      Endpoint: 'ops@example.com',
      FilterPolicy: Match.absent(),
    });
    everything.hasResourceProperties('AWS::SNS::Subscription', {
      Protocol: 'sqs',
      FilterPolicy: { severity: ['high', 'critical'] },
      RedrivePolicy: { deadLetterTargetArn: Match.anyValue() },
    });
  });

  it('leave the secret where it is', () => {
    const variables = JSON.stringify(everything.findResources('AWS::Lambda::Function'));
    expect(variables).toContain('/trailwarden/slack');
    expect(variables).not.toMatch(/xox|hooks\.slack/);
  });

  it('go to other tools only where that was asked for', () => {
    const exports = (from: typeof template) =>
      Object.keys(from.findResources('AWS::Lambda::Function')).filter((id) => id.startsWith('FindingsExport'));
    expect(exports(template)).toEqual([]);
    expect(exports(everything)).toHaveLength(1);
  });

  it('need no Slack', () => {
    expect(Object.keys(template.findResources('AWS::Lambda::Function')).some((id) => id.startsWith('Slack'))).toBe(
      false,
    );
  });
});

describe('the stack in us-east-1', () => {
  it('forwards what IAM records to the bus of the home Region', () => {
    const global = synthesizedGlobal('eu-west-1');
    const rules = Object.values(global.findResources('AWS::Events::Rule'));
    expect(rules.length).toBeGreaterThan(0);
    expect(JSON.stringify(rules)).toContain(':events:eu-west-1:');
    expect(JSON.stringify(rules)).not.toContain('lambda.amazonaws.com');
    global.hasResourceProperties('AWS::IAM::Role', {
      Policies: [
        {
          PolicyDocument: { Statement: [{ Action: 'events:PutEvents', Effect: 'Allow', Resource: Match.anyValue() }] },
        },
      ],
    });
    global.allResourcesProperties('AWS::Events::Rule', { Targets: [{ DeadLetterConfig: Match.anyValue() }] });
  });
});

describe('an alarm', () => {
  const runbook = readFileSync(`${import.meta.dirname}/../../docs/runbook.md`, 'utf8');
  const alarms = [everything, synthesizedGlobal('eu-west-1')]
    .flatMap((from) => Object.values(from.findResources('AWS::CloudWatch::Alarm')))
    .map(({ Properties }) => Properties as { AlarmName: string; AlarmDescription: string });

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
    everything.allResourcesProperties('AWS::CloudWatch::Alarm', {
      AlarmActions: [{ Ref: Match.stringLikeRegexp('^Health') }],
    });
  });
});
