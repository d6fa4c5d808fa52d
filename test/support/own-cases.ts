import { human, type RecordParts, throughCloudFormation } from './calls.ts';
import { type Cases, defineCases, type FailCase } from './cases.ts';

/** What every rule on one of Trailwarden's own parts has to tell apart; the first call is tried in every situation. */
export const ownCases = (pattern: string, ...calls: readonly [RecordParts, ...RecordParts[]]): Cases => {
  const context = { ownResources: [pattern] };
  const reported = calls.map(
    (call): FailCase => ({
      name: call.name,
      trail: [{ identity: human, ...call }],
      context,
      keys: [call.name.replace(/\d{8}(v\d)?$/, '')],
      severity: 'critical',
    }),
  );
  const [first] = calls;
  return defineCases({
    fail: reported as [FailCase, ...FailCase[]],
    pass: [
      {
        name: 'a part of something else',
        trail: [{ identity: human, ...first }],
        context: { ownResources: ['arn:*:other-*'] },
      },
      { name: 'nothing is known to be an own part', trail: [{ identity: human, ...first }] },
      { name: 'the stack does it', trail: [{ ...first, more: throughCloudFormation }], context },
    ],
  });
};
