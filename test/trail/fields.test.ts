import { describe, expect, it } from 'vitest';
import { fieldsOf } from '../../shared/trail/fields.ts';

describe('the parameters of a call', () => {
  it.each([null, undefined, 'text', 7, []])('are absent when recorded as %j', (value) => {
    expect(fieldsOf(value)).toMatchObject({ state: 'absent', raw: {} });
  });

  it('that CloudTrail dropped are unknown, not empty', () => {
    const fields = fieldsOf({ omitted: true, reason: 'requestParameters too large', functionName: 'x' });
    expect(fields).toMatchObject({ state: 'omitted', reason: 'requestParameters too large' });
    expect(fields.get('functionName')).toBeUndefined();
    expect(fieldsOf({ omitted: true }).reason).toBe('omitted by CloudTrail');
    expect(fieldsOf({}).state).toBe('present');
  });

  it.each([
    ['uUID', { uUID: 'a' }],
    ['uuid', { uUID: 'a' }],
    ['UUID', { uUID: 'a' }],
    ['kmsKeyArn', { kMSKeyArn: 'a' }],
    ['host', { Host: 'a' }],
    ['authorizationType', { restApiId: 'x', putMethodInput: { authorizationType: 'a' } }],
    ['stageName', { createDeploymentInput: { StageName: 'a' } }],
  ])('have a member %s in %j', (name, value) => {
    expect(fieldsOf(value).string(name)).toBe('a');
  });

  it('prefer the exact name, and a member of their own to one of an input', () => {
    expect(fieldsOf({ NAME: 'other', name: 'exact' }).string('name')).toBe('exact');
    expect(fieldsOf({ putMethodInput: { httpMethod: 'inner' }, httpMethod: 'outer' }).string('httpMethod')).toBe(
      'outer',
    );
    expect(fieldsOf({ httpMethod: null, putMethodInput: { httpMethod: 'inner' } }).string('httpMethod')).toBe('inner');
  });

  it('never take a member for one of another name', () => {
    const fields = fieldsOf({ functionName: 'x', nested: { name: 'y' }, input: '{"name":"z"}' });
    expect(fields.get('name')).toBeUndefined();
    expect(fields.get('toString')).toBeUndefined();
    expect(fields.has('constructor')).toBe(false);
  });

  it.each(['HIDDEN_DUE_TO_SECURITY_REASONS', '***', '****************'])(
    'tell %s from a value and from nothing',
    (mask) => {
      const fields = fieldsOf({ value: mask, values: ['a', mask], empty: '' });
      expect(fields.get('value')).toBeUndefined();
      expect([fields.has('value'), fields.hidden('value')]).toEqual([true, true]);
      expect([fields.has('other'), fields.hidden('other')]).toEqual([false, false]);
      expect([fields.has('empty'), fields.hidden('empty'), fields.string('empty')]).toEqual([true, false, '']);
      expect(fields.strings('values')).toEqual(['a']);
    },
  );

  it('count null as missing', () => {
    expect(fieldsOf({ role: null }).has('role')).toBe(false);
  });

  it('read numbers and booleans that XML services record as text', () => {
    const fields = fieldsOf({ a: 3, b: '40', c: true, d: 'TRUE', e: 'false', f: 'x', g: '' });
    expect(['a', 'b', 'f', 'g'].map(fields.number)).toEqual([3, 40, undefined, undefined]);
    expect(['c', 'd', 'e', 'f', 'a'].map(fields.boolean)).toEqual([true, true, false, undefined, undefined]);
    expect(fields.string('a')).toBeUndefined();
  });

  it('read one item recorded bare as a list of it', () => {
    const fields = fieldsOf({
      Event: 's3:ObjectCreated:*',
      Grant: { Permission: 'READ' },
      Grants: [{ a: 1 }, 7, { a: 2 }],
    });
    expect(fields.list('Event')).toEqual(['s3:ObjectCreated:*']);
    expect(fields.objects('Grant').map((grant) => grant.string('permission'))).toEqual(['READ']);
    expect(fields.objects('Grants').map((grant) => grant.number('a'))).toEqual([1, 2]);
    expect(fields.list('nothing')).toEqual([]);
  });

  it('give the same access to what is nested, present or not', () => {
    const fields = fieldsOf({ vpcConfig: { subnetIds: [] } });
    expect(fields.object('vpcConfig').list('subnetIds')).toEqual([]);
    expect(fields.object('vpcConfig').has('subnetIds')).toBe(true);
    expect(fields.object('deadLetterConfig')).toMatchObject({ state: 'absent' });
  });
});
