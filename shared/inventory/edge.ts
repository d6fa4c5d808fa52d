import type { Arn } from '../arn.ts';

/** A typed pointer from one resource to another, worked out from facets: never stored apart from what it follows from. */
export interface Edge {
  readonly relation: Relation;
  readonly target: Arn;
}

/**
 * - `runs-as` function, state machine, rule, pipe, schedule … → the role it uses
 * - `uses-layer` function → layer version
 * - `runs-image` function → the repository of its container image
 * - `sends-to` whatever hands results, failures or messages on → where to
 * - `signed-by` function → code signing configuration
 * - `encrypted-with` → key
 * - `reads-from` event source mapping, pipe → queue, stream, table
 * - `listens-on` rule → event bus
 * - `triggers` event source mapping, rule, API, topic, bucket … → function
 * - `authorized-by` API → function that decides who gets in
 * - `has-policy` role, user → managed policy
 * - `bounded-by` role → managed policy
 * - `logs-to` trail → the bucket that its records are delivered to
 * - `logs-with` trail → the key that they are encrypted with
 * - `belongs-to` bucket → its account, which has a say in who may reach it
 */
export type Relation =
  | 'runs-as'
  | 'uses-layer'
  | 'runs-image'
  | 'sends-to'
  | 'signed-by'
  | 'encrypted-with'
  | 'reads-from'
  | 'listens-on'
  | 'triggers'
  | 'authorized-by'
  | 'has-policy'
  | 'bounded-by'
  | 'logs-to'
  | 'logs-with'
  | 'belongs-to';
