import { describe, expect, it } from 'vitest';
import { emailText } from '../../shared/notify/email.ts';
import { messageBytes, mostMessageBytes, readStep, stepMessage, subjectOf } from '../../shared/notify/message.ts';
import { firstBytes } from '../../shared/notify/shorten.ts';
import { batchesOf } from '../../shared/notify/topic.ts';
import { aFinding, aTransition } from '../support/findings.ts';

describe('a message for the topic', () => {
  it('has a text for each protocol: JSON for machines, an explanation for e-mail', () => {
    const texts = JSON.parse(stepMessage(aTransition()).Message);
    expect(Object.keys(texts)).toEqual(['default', 'email', 'sms']);
    expect(JSON.parse(texts.default)).toMatchObject({
      type: 'transition',
      transition: 'opened',
      finding: { id: aFinding().id, rule: 'lambda-permission-public' },
    });
    for (const part of [
      'NEW FINDING (critical)',
      'statement open allows lambda:InvokeFunction to every principal',
      'its role checkout: can do everything',
      'user/mallory',
      'aws lambda remove-permission',
      'trailwarden findings suppress',
      'owner: team-shop',
    ]) {
      expect(texts.email).toContain(part);
    }
  });

  it('can be read back by a subscriber without loss', () => {
    const step = aTransition('escalated');
    expect(readStep(JSON.parse(JSON.parse(stepMessage(step).Message).default))).toEqual(step);
    expect(readStep({ type: 'digest' })).toBeUndefined();
    expect(readStep('nonsense')).toBeUndefined();
  });

  it('carries at most ten attributes for filter policies, and none that is empty', () => {
    const message = stepMessage(
      aTransition('opened', { owner: null, resource: { ...aFinding().resource, region: '' } }),
    );
    const names = Object.keys(message.MessageAttributes);
    expect(names).toEqual(['severity', 'rule', 'account', 'transition', 'status', 'resourceKind', 'verdict']);
    expect(Object.keys(stepMessage(aTransition()).MessageAttributes).length).toBeLessThanOrEqual(10);
    expect(message.MessageAttributes['severity']).toEqual({ DataType: 'String', StringValue: 'critical' });
  });

  it('has a subject of at most 100 ASCII characters without line breaks', () => {
    const { Subject } = stepMessage(aTransition('opened', { title: `naïve\n${'long '.repeat(40)}` }));
    expect(Subject).toMatch(/^[\x20-\x7e]{1,100}$/);
    expect(Subject).toContain('[critical] new finding: na?ve?long');
    expect(subjectOf('short')).toBe('short');
  });

  it.each([
    ['a megabyte of evidence', { policy: 'x'.repeat(1_000_000), small: 1 }],
    ['evidence full of quotes and line breaks', { policy: '"\\\n\u0001'.repeat(100_000) }],
    ['many members', Object.fromEntries(Array.from({ length: 20_000 }, (_, n) => [`m${n}`, 'some value']))],
  ])('fits into 256 KiB with %s, and says what was left out', (_, evidence) => {
    const message = stepMessage(aTransition('opened', { evidence }));
    expect(messageBytes(message)).toBeLessThanOrEqual(mostMessageBytes);
    const { finding } = JSON.parse(JSON.parse(message.Message).default);
    expect(JSON.stringify(finding.evidence)).toMatch(/\d+ bytes left out: trailwarden findings show/);
    expect(finding.message).toBe(aFinding().message);
  });

  it('fits with texts of a megabyte, too', () => {
    const long = '"é\n'.repeat(300_000);
    const message = stepMessage(aTransition('opened', { message: long, remediation: long, title: long, key: long }));
    expect(messageBytes(message)).toBeLessThanOrEqual(mostMessageBytes);
  });
});

describe('the e-mail', () => {
  it('of a resolved finding says what resolved it, and does not ask to accept it', () => {
    const step = aTransition('resolved', { status: 'resolved', resolution: 'the cause is gone' });
    const cause = { ...(step.cause ?? expect.fail()), eventId: 'e-2', eventName: 'RemovePermission20150331v2' };
    const text = emailText({ ...step, cause });
    expect(text).toContain('RESOLVED (critical)');
    expect(text).toContain('resolved: the cause is gone');
    expect(text).toContain('RemovePermission20150331v2');
    expect(text).not.toContain('findings suppress');
  });

  it('carries no control characters that a name could smuggle in', () => {
    expect(emailText(aTransition('opened', { message: 'a\u001b[31mb\rc' }))).toContain('a[31mbc');
  });
});

describe('batches', () => {
  it('hold at most ten messages and 256 KiB together', () => {
    const small = Array.from({ length: 23 }, (_, n) => stepMessage(aTransition('opened', { key: `k${n}` })));
    expect(batchesOf(small).map((batch) => batch.length)).toEqual([10, 10, 3]);
    const evidence = { text: 'x'.repeat(50_000) };
    const large = Array.from({ length: 5 }, (_, n) => stepMessage(aTransition('opened', { key: `k${n}`, evidence })));
    for (const batch of batchesOf(large)) {
      expect(batch.reduce((sum, message) => sum + messageBytes(message), 0)).toBeLessThanOrEqual(mostMessageBytes);
    }
    expect(batchesOf(large).flat()).toHaveLength(5);
  });
});

describe('the first bytes of a text', () => {
  it('never end in half a character', () => {
    expect(firstBytes('aéé', 4)).toBe('aé');
    expect(firstBytes('aéé', 5)).toBe('aéé');
    expect(firstBytes('😀😀', 6)).toBe('😀');
  });
});
