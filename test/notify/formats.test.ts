import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { toAsff } from '../../shared/notify/asff.ts';
import { toOcsf } from '../../shared/notify/ocsf.ts';
import { aFinding, aTransition } from '../support/findings.ts';

const hub = { partition: 'aws', account: '111122223333', region: 'eu-west-1' };
const now = new Date('2026-03-02T10:00:00Z');

const time = z.iso.datetime();
const fields = (longest: number) =>
  z
    .record(z.string().min(1).max(128), z.string().min(1).max(longest))
    .refine((map) => Object.keys(map).length <= 50, 'at most 50 pairs');

/** The limits of the format, from its documentation. */
const asff = z.strictObject({
  SchemaVersion: z.literal('2018-10-08'),
  Id: z.string().min(1).max(512),
  ProductArn: z.string().regex(/^arn:aws[\w-]*:securityhub:[\w-]+:\d{12}:product\/\d{12}\/default$/),
  ProductName: z.string(),
  GeneratorId: z.string().min(1).max(512),
  AwsAccountId: z.string().regex(/^\d{12}$/),
  Types: z
    .array(z.string().regex(/^(Software and Configuration Checks|Unusual Behaviors)\//))
    .min(1)
    .max(50),
  CreatedAt: time,
  UpdatedAt: time,
  FirstObservedAt: time.optional(),
  LastObservedAt: time.optional(),
  Severity: z.strictObject({
    Label: z.enum(['INFORMATIONAL', 'LOW', 'MEDIUM', 'HIGH', 'CRITICAL']),
    Original: z.string().min(1).max(64),
  }),
  FindingProviderFields: z.object({ Types: z.array(z.string()) }),
  Title: z.string().min(1).max(256),
  Description: z.string().min(1).max(1024),
  Remediation: z.strictObject({ Recommendation: z.strictObject({ Text: z.string().min(1).max(512) }) }),
  Compliance: z.strictObject({ Status: z.enum(['PASSED', 'FAILED', 'WARNING', 'NOT_AVAILABLE']) }),
  Workflow: z.strictObject({ Status: z.enum(['NEW', 'NOTIFIED', 'RESOLVED', 'SUPPRESSED']) }),
  RecordState: z.enum(['ACTIVE', 'ARCHIVED']),
  Resources: z
    .array(
      z.strictObject({
        Type: z.string().min(1).max(256),
        Id: z.string().min(1),
        Partition: z.enum(['aws', 'aws-cn', 'aws-us-gov']),
        Region: z.string().min(1).max(16).optional(),
        Details: z.strictObject({ Other: fields(1024) }),
      }),
    )
    .min(1)
    .max(32),
  ProductFields: fields(2048),
});

const long = 'x'.repeat(100_000);

describe('a finding in the AWS Security Finding Format', () => {
  it.each([
    ['an active one', aFinding()],
    ['one with nothing known', aFinding({ owner: null, blastRadius: null, change: null, attack: [], evidence: {} })],
    ['one that was resolved', aFinding({ status: 'resolved', resolution: 'the cause is gone' })],
    ['one with very long texts', aFinding({ title: long, message: long, remediation: long, evidence: { long } })],
    ['one of a pattern', aFinding({ pattern: { events: ['e-1', 'e-2'], window: '1 h' } })],
    ['one of an account', aFinding({ resource: { ...aFinding().resource, kind: 'account', region: '' } })],
  ])('is valid: %s', (_, finding) => {
    expect(() => asff.parse(toAsff(finding, hub, now))).not.toThrow();
  });

  it('keeps its id through its life, and says where it stands', () => {
    const opened = toAsff(aFinding(), hub, now);
    const resolved = toAsff(aFinding({ status: 'resolved' }), hub, now);
    expect(resolved['Id']).toBe(opened['Id']);
    expect([opened['RecordState'], resolved['RecordState']]).toEqual(['ACTIVE', 'ARCHIVED']);
    expect([opened['Compliance'], resolved['Compliance']]).toEqual([{ Status: 'FAILED' }, { Status: 'PASSED' }]);
  });

  it('does not call what could not be decided passed or failed', () => {
    for (const verdict of ['unknown', 'error'] as const) {
      expect(toAsff(aFinding({ verdict }), hub, now)['Compliance']).toEqual({ Status: 'NOT_AVAILABLE' });
      expect(toAsff(aFinding({ verdict, status: 'resolved' }), hub, now)['Compliance']).toEqual({
        Status: 'NOT_AVAILABLE',
      });
    }
  });

  it('names the resource with the type and id that Security Hub knows', () => {
    expect(toAsff(aFinding(), hub, now)['Resources']).toMatchObject([{ Type: 'AwsLambdaFunction' }]);
    const account = { ...aFinding().resource, kind: 'account', account: '111122223333' };
    expect(toAsff(aFinding({ resource: account }), hub, now)['Resources']).toMatchObject([
      { Type: 'AwsAccount', Id: 'AWS::::Account:111122223333' },
    ]);
    const odd = { ...aFinding().resource, kind: 'iot-rule' };
    expect(toAsff(aFinding({ resource: odd }), hub, now)['Resources']).toMatchObject([{ Type: 'Other' }]);
  });
});

describe('a step as an OCSF Detection Finding', () => {
  it('has what the class requires', () => {
    const event = toOcsf(aTransition());
    expect(event).toMatchObject({
      class_uid: 2004,
      category_uid: 2,
      activity_id: 1,
      type_uid: 200401,
      severity_id: 5,
      status_id: 1,
      time: Date.parse('2026-03-02T09:00:00Z'),
      metadata: { version: '1.3.0', product: { vendor_name: 'Trailwarden' }, profiles: ['cloud'] },
      finding_info: { uid: aFinding().id, title: 'Anyone can invoke the function' },
      cloud: { provider: 'AWS', account: { uid: '111122223333' }, region: 'eu-west-1' },
      evidences: [{ api: { operation: 'AddPermission20150331v2' }, src_endpoint: { ip: '198.51.100.7' } }],
    });
  });

  it.each([
    ['escalated', 'active', 200402, 1],
    ['suppressed', 'suppressed', 200402, 3],
    ['resolved', 'resolved', 200403, 4],
  ] as const)('%s has type and status of its own', (kind, status, type, statusId) => {
    expect(toOcsf(aTransition(kind, { status }))).toMatchObject({ type_uid: type, status_id: statusId });
  });

  it('does not take the name of a service for an address', () => {
    const change = aFinding().change ?? expect.fail();
    const by = (sourceIp: string) =>
      aTransition('opened', { change: { ...change, actor: { ...change.actor, sourceIp } } });
    expect(JSON.stringify(toOcsf(by('cloudformation.amazonaws.com')))).not.toContain('src_endpoint');
    expect(JSON.stringify(toOcsf(by('2001:db8::1')))).toContain('2001:db8::1');
  });

  it('has every event of an incident', () => {
    const event = toOcsf(aTransition('opened', { pattern: { events: ['e-1', 'e-2'], window: '1 h' } }));
    expect(event).toMatchObject({ finding_info: { related_events: [{ uid: 'e-1' }, { uid: 'e-2' }] } });
  });
});
