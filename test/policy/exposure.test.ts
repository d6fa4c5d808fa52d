import { describe, expect, it } from 'vitest';
import { parsePolicy } from '../../shared/policy/document.ts';
import { exposureOf } from '../../shared/policy/exposure.ts';
import { type ExposureCase, organization, own, trusted } from './exposure/case.ts';
import { cases as conditions } from './exposure/conditions.cases.ts';
import { cases as denies } from './exposure/denies.cases.ts';
import { cases as perService } from './exposure/per-service.cases.ts';
import { cases as principals } from './exposure/principals.cases.ts';
import { cases as services } from './exposure/services.cases.ts';
import { cases as trusts } from './exposure/trust.cases.ts';

const judge = ({ statement, context }: ExposureCase) =>
  exposureOf(parsePolicy({ Version: '2012-10-17', Statement: statement }), {
    type: 'resource',
    account: own,
    trustedAccounts: [trusted],
    organization,
    ...context,
  });

describe.each([
  ['principals', principals],
  ['conditions', conditions],
  ['services', services],
  ['denies', denies],
  ['what the services make of it', perService],
  ['trust policies', trusts],
] as const)('exposure by %s', (_, cases) => {
  it.each(cases)('$name: $exposure', (one) => {
    const { exposure, confusedDeputy, why } = judge(one);
    expect({ exposure, confusedDeputy }).toEqual({
      exposure: one.exposure,
      confusedDeputy: one.confusedDeputy ?? false,
    });
    if (one.why) expect(why).toContain(one.why);
  });
});
