import { mockClient } from 'aws-sdk-client-mock';
import { expect, onTestFinished } from 'vitest';
import { collectorsOf } from '../../shared/account/collectors.ts';
import { observation } from '../../shared/account/reading.ts';
import { serviceOf } from '../../shared/account/services.ts';
import type { AccountId } from '../../shared/arn.ts';
import { knownValue } from '../../shared/engine/facet.ts';
import { applyChange, emptyDocument } from '../../shared/inventory/document.ts';
import { account, region } from './calls.ts';

const place = { partition: 'aws', account: account as AccountId, region };

/** Mocks a client until the test is over. */
export const mocked: typeof mockClient = (client) => {
  const mock = mockClient(client);
  onTestFinished(() => mock.restore());
  return mock;
};

/** Everything that a collector tells of the first resource that it finds. */
export const collected = async (name: string) => {
  const service = serviceOf(name);
  if (service === undefined) throw new Error(name);
  const collector = collectorsOf[service].open(region, { times: 1_000 }).find((each) => each.name === name);
  if (collector === undefined) throw new Error(name);
  let token: string | undefined;
  do {
    const page = await collector.list(place, token);
    const [found] = page.found;
    token = page.next;
    if (found === undefined) continue;
    const { change, denied, failed } = await collector.observe(found.ref, new Date());
    expect([denied, failed]).toEqual([[], []]);
    const listed = applyChange(emptyDocument(found.ref), observation(found.ref, found.ops, new Date()));
    const { arn: of, facets } = change === undefined ? listed : applyChange(listed, change);
    return { arn: of, ...Object.fromEntries(Object.entries(facets).map(([facet, held]) => [facet, knownValue(held)])) };
  } while (token !== undefined);
  return undefined;
};
