import type { Kind } from '../inventory/kinds.ts';

/** The groups that rules are loaded in where loading all of them costs too much: most batches concern one. */
export const ruleGroups = ['functions', 'identities', 'others'] as const;

export type RuleGroup = (typeof ruleGroups)[number];

const groups: { readonly [K in Kind]?: RuleGroup } = {
  function: 'functions',
  'layer-version': 'functions',
  'event-source-mapping': 'functions',
  role: 'identities',
  user: 'identities',
  'identity-provider': 'identities',
  'managed-policy': 'identities',
};

/** The group of the rules about a kind. */
export const groupOf = (kind: Kind): RuleGroup => groups[kind] ?? 'others';
