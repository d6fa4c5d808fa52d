import type { Change } from '../../../trail/change.ts';
import type { ResourceRef } from '../../document.ts';
import type { Effect, Projections } from '../../projection.ts';
import { configured, gone, invokerRef, regionalArn } from './invoker.ts';

/** A receipt rule by the ARN that function policies name as the source. */
const receiptRule = (change: Change): ResourceRef | undefined => {
  const set = change.request.string('ruleSetName');
  const rule = change.request.string('ruleName') ?? change.request.object('rule').string('name');
  if (set === undefined || rule === undefined) return undefined;
  return invokerRef(
    change,
    regionalArn(change, 'ses', `receipt-rule-set/${set}:receipt-rule/${rule}`),
    `${set}/${rule}`,
  );
};

const onRule = (change: Change): readonly Effect[] =>
  configured(change, 'ses', receiptRule(change), change.request.get('rule'));

export const ses: Projections = {
  source: 'ses',
  calls: {
    CreateReceiptRule: onRule,
    UpdateReceiptRule: onRule,
    DeleteReceiptRule: (change) => {
      const ref = receiptRule(change);
      return ref === undefined ? [] : gone(ref);
    },
  },
};
