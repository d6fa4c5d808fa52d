import { describe, expect, it } from 'vitest';
import { parsePolicy } from '../../shared/policy/document.ts';
import { exposureOf } from '../../shared/policy/exposure.ts';
import {
  conditions,
  denies,
  type ExposureCase,
  organization,
  own,
  perService,
  principals,
  services,
  trusted,
  trusts,
} from './exposure.cases.ts';

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
    const { exposure, confusedDeputy } = judge(one);
    expect({ exposure, confusedDeputy }).toEqual({
      exposure: one.exposure,
      confusedDeputy: one.confusedDeputy ?? false,
    });
  });
});
