import type { Change } from '../../../trail/change.ts';
import { configRuleArn } from '../../../trail/resources.ts';
import type { ResourceRef } from '../../document.ts';
import type { Effect, Projections } from '../../projection.ts';
import { configured, gone, invokerRef, regionalArn } from './invoker.ts';

const rule = (change: Change): ResourceRef | undefined => {
  const name = change.request.object('configRule').string('configRuleName') ?? change.request.string('configRuleName');
  return name === undefined ? undefined : invokerRef(change, configRuleArn(change, name), name);
};

const organizationRule = (change: Change): ResourceRef | undefined => {
  const name = change.request.string('organizationConfigRuleName');
  if (name === undefined) return undefined;
  return invokerRef(change, regionalArn(change, 'config', `organization-config-rule/${name}`), name);
};

const deleting =
  (find: (change: Change) => ResourceRef | undefined) =>
  (change: Change): readonly Effect[] => {
    const ref = find(change);
    return ref === undefined ? [] : gone(ref);
  };

/**
 * Rules of AWS Config that a function decides; who decides a rule never changes, so one without a function is none of
 * ours. Config itself is watched elsewhere.
 */
export const configRules: Projections = {
  source: 'config',
  calls: {
    PutConfigRule: (change) =>
      configured(change, 'config', rule(change), change.request.object('configRule').get('source'), true),
    DeleteConfigRule: deleting(rule),
    PutOrganizationConfigRule: (change) =>
      configured(
        change,
        'config',
        organizationRule(change),
        change.request.state === 'present' ? change.request.raw : undefined,
        true,
      ),
    DeleteOrganizationConfigRule: deleting(organizationRule),
  },
};
