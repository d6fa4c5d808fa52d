import { LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { mockClient } from 'aws-sdk-client-mock';
import { describe, expect, it } from 'vitest';
import { collectorsOf } from '../../shared/account/collectors.ts';
import { observation } from '../../shared/account/reading.ts';
import type { AccountId } from '../../shared/arn.ts';
import { knownValue } from '../../shared/engine/facet.ts';
import { applyChange, emptyDocument } from '../../shared/inventory/document.ts';
import { project } from '../../shared/inventory/projections.ts';
import { aChange, account, functionArn, region } from '../support/calls.ts';

/** A function as Lambda answers with it, in a record (in camel case) and to a list alike. */
const configuration = {
  FunctionName: 'orders',
  FunctionArn: functionArn('orders'),
  Runtime: 'nodejs22.x' as const,
  Role: `arn:aws:iam::${account}:role/service-role/orders`,
  Handler: 'index.handler',
  CodeSize: 262,
  Description: '',
  Timeout: 3,
  MemorySize: 128,
  LastModified: '2026-03-01T09:00:00.000+0000',
  CodeSha256: 'n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg=',
  Version: '$LATEST',
  TracingConfig: { Mode: 'PassThrough' as const },
  RevisionId: '2a5b7c1e-0000-4000-8000-000000000000',
  PackageType: 'Zip' as const,
  Architectures: ['arm64' as const],
  EphemeralStorage: { Size: 512 },
  SnapStart: { ApplyOn: 'None' as const, OptimizationStatus: 'Off' as const },
  LoggingConfig: { LogFormat: 'Text' as const, LogGroup: '/aws/lambda/orders' },
};

const camel = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(camel);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name.charAt(0).toLowerCase() + name.slice(1), camel(inner)]),
  );
};

describe('a sweep after a record', () => {
  it('finds nothing else of a function than the record told', async () => {
    const mock = mockClient(LambdaClient);
    mock.on(ListFunctionsCommand).resolves({ Functions: [configuration] });
    const [told] = project(
      aChange({
        name: 'CreateFunction20150331',
        request: {
          functionName: 'orders',
          runtime: configuration.Runtime,
          role: configuration.Role,
          handler: configuration.Handler,
          code: { s3Bucket: 'builds', s3Key: 'orders.zip' },
          environment: {},
        },
        response: camel(configuration) as never,
      }),
    );
    if (told === undefined) throw new Error('nothing told');
    const before = applyChange(emptyDocument(told), told);
    const [collector] = collectorsOf.lambda.open(region, { times: 1_000 });
    const place = { partition: 'aws', account: account as AccountId, region };
    const found = (await collector?.list(place, undefined))?.found[0];
    if (found === undefined) throw new Error('nothing found');
    expect(found.ref).toMatchObject({ arn: told.arn, name: told.name });
    const after = applyChange(before, observation(found.ref, found.ops, new Date()));
    const others = Object.keys(before.facets).filter(
      (facet) => before.facets[facet]?.known && before.facets[facet] !== after.facets[facet],
    );
    expect(others.map((facet) => [facet, knownValue(before.facets[facet]), knownValue(after.facets[facet])])).toEqual(
      [],
    );
    mock.restore();
  });
});
