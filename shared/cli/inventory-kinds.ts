import { distance } from 'fastest-levenshtein';
import { TrailwardenError } from '../errors.ts';
import type { Kind } from '../inventory/kinds.ts';

/** Every kind with the word for many of it; a kind that is missing here does not compile. */
const plurals: { readonly [K in Kind]: string } = {
  function: 'functions',
  'layer-version': 'layer-versions',
  'event-source-mapping': 'event-source-mappings',
  'code-signing-config': 'code-signing-configs',
  role: 'roles',
  user: 'users',
  'managed-policy': 'managed-policies',
  'identity-provider': 'identity-providers',
  account: 'accounts',
  api: 'apis',
  'graphql-api': 'graphql-apis',
  'user-pool': 'user-pools',
  'identity-pool': 'identity-pools',
  'event-bus': 'event-buses',
  'event-rule': 'event-rules',
  'api-destination': 'api-destinations',
  connection: 'connections',
  archive: 'archives',
  registry: 'registries',
  schedule: 'schedules',
  pipe: 'pipes',
  topic: 'topics',
  queue: 'queues',
  'state-machine': 'state-machines',
  'iot-rule': 'iot-rules',
  'log-group': 'log-groups',
  invoker: 'invokers',
  bucket: 'buckets',
  table: 'tables',
  stream: 'streams',
  key: 'keys',
  secret: 'secrets',
  parameter: 'parameters',
  document: 'documents',
  repository: 'repositories',
  trail: 'trails',
  watcher: 'watchers',
  'activity-window': 'activity-windows',
  stack: 'stacks',
};

export const kinds = Object.keys(plurals) as readonly Kind[];

/** What is asked for that is no kind of resource: what is worked out from several of them, or happened to them. */
export const views = ['triggers', 'exposures', 'changes', 'upstream', 'downstream', 'invokers'] as const;
export type View = (typeof views)[number];

export const askable: readonly string[] = [...views, ...Object.values(plurals)];

/**
 * What a word asks for, in the singular or the plural.
 * @throws TrailwardenError `usage` with the nearest word that means something
 */
export const meant = (word: string): { readonly view: View } | { readonly kind: Kind } => {
  const view = views.find((name) => name === word || name === `${word}s`);
  if (view !== undefined) return { view };
  const kind = kinds.find((name) => name === word || plurals[name] === word);
  if (kind !== undefined) return { kind };
  const [nearest] = [...askable].sort((a, b) => distance(a, word) - distance(b, word));
  const hint = nearest !== undefined && distance(nearest, word) <= 3 ? ` (did you mean ${nearest}?)` : '';
  throw new TrailwardenError('usage', `inventory: expected one of ${askable.join(', ')}, got "${word}"${hint}`);
};

/**
 * The kind that a word means.
 * @throws TrailwardenError `usage`
 */
export const kindMeant = (word: string): Kind => {
  const meaning = meant(word);
  if ('kind' in meaning) return meaning.kind;
  throw new TrailwardenError('usage', `--kind: expected a kind of resource, got "${word}"`);
};
