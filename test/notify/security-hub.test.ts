import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFindingImport } from '../../shared/notify/security-hub.ts';
import { signedHeaders } from '../../shared/notify/signed-post.ts';
import { account, region } from '../support/calls.ts';
import { aTransition } from '../support/findings.ts';

const keys = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' };
const now = () => new Date('2026-03-02T09:00:00Z');

it('a request is signed as the SDK signs it', () => {
  const url = new URL('https://securityhub.eu-west-1.amazonaws.com/findings/import');
  const signing = { service: 'securityhub', region: 'eu-west-1', ...keys, sessionToken: 'token' };
  expect(signedHeaders(url, '{"Findings":[]}', signing, now())).toMatchObject({
    authorization: expect.stringMatching(/Signature=396141c62cfb29331f54ec53eb06d57aeac954a9e33282e24665b6e68f1038a4$/),
  });
});

describe('importing a finding', () => {
  const answers: { status: number; body: object }[] = [];
  const imported: { Findings: readonly { Id: string; UpdatedAt: string }[] }[] = [];
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (piece) => {
      text += piece;
    });
    request.on('end', () => {
      imported.push(JSON.parse(text));
      const { status, body } = answers.shift() ?? { status: 200, body: { FailedCount: 0, FailedFindings: [] } };
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    });
  });
  beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
  afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())));

  const importing = () =>
    createFindingImport({
      hub: { partition: 'aws', account, region },
      endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      credentials: () => keys,
      now,
    });
  const step = aTransition('opened');

  it('tells the same twice in the same words', async () => {
    await importing()(step);
    await importing()(step);
    expect(imported.at(-1)).toEqual(imported.at(-2));
    expect(imported.at(-1)?.Findings).toMatchObject([
      { Id: `trailwarden/${step.finding.id}`, UpdatedAt: new Date(step.time).toISOString() },
    ]);
  });

  it.each([
    [429, 'unavailable'],
    [503, 'unavailable'],
    [403, 'access-denied'],
    [400, 'input-invalid'],
  ])('that is answered with %i is %s', async (status, code) => {
    answers.push({ status, body: { Message: 'not subscribed' } });
    await expect(importing()(step)).rejects.toMatchObject({ code, message: expect.stringContaining('not subscribed') });
  });

  it('that is not taken says why', async () => {
    const FailedFindings = [{ Id: 'x', ErrorCode: 'InvalidInput', ErrorMessage: 'Resources is too large' }];
    answers.push({ status: 200, body: { FailedCount: 1, FailedFindings } });
    await expect(importing()(step)).rejects.toThrow('InvalidInput: Resources is too large');
  });
});
