import { describe, expect, it } from 'vitest';
import { isDocumentProblem, policyDocument } from '../../shared/trail/encodings.ts';

const document = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: 'arn:aws:s3:::a b+c%' }],
};
const json = JSON.stringify(document);

describe('a policy document', () => {
  it.each([
    ['an object', document],
    ['JSON', json],
    ['pretty-printed JSON', JSON.stringify(document, null, 2)],
    ['URL-encoded JSON', encodeURIComponent(json)],
    ['JSON, encoded twice', JSON.stringify(json)],
    ['URL-encoded JSON, encoded twice', encodeURIComponent(encodeURIComponent(json))],
    ['URL-encoded JSON of a JSON text', encodeURIComponent(JSON.stringify(json))],
  ])('is the same when recorded as %s', (_, recorded) => {
    expect(policyDocument(recorded)).toEqual(document);
  });

  it.each([undefined, null, '', '  '])('is none when recorded as %j', (recorded) => {
    expect(policyDocument(recorded)).toBeUndefined();
  });

  it.each([
    ['{"Statement":', 'not JSON'],
    ['%7B%22Statement%22', 'not JSON'],
    ['100%', 'not JSON'],
    ['HIDDEN_DUE_TO_SECURITY_REASONS', 'hides'],
    [7, 'can not be a number'],
    ['true', 'can not be a boolean'],
    [JSON.stringify(JSON.stringify(JSON.stringify(JSON.stringify(JSON.stringify(json))))), 'more than 5 times'],
  ])('recorded as %j is a problem, not an empty policy', (recorded, message) => {
    const problem = policyDocument(recorded);
    expect(isDocumentProblem(problem)).toBe(true);
    expect(problem).toMatchObject({ problem: expect.stringContaining(message) });
  });
});
