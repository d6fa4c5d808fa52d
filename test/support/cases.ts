import type { Context } from '../../shared/engine/context.ts';
import type { Severity } from '../../shared/engine/severity.ts';
import type { ResourceChange } from '../../shared/inventory/document.ts';
import type { RecordParts } from './calls.ts';

/** A situation that a rule is asked about: what stands, then what is called. */
export interface Case {
  /** Reads as the second half of "reported:" or "not reported:" in the rule's page. */
  readonly name: string;
  /** The resources as they stand before the first call, or as they are judged where there is none. */
  readonly given?: readonly ResourceChange[];
  /** CloudTrail records, oldest first, a minute apart unless they say otherwise. */
  readonly trail?: readonly RecordParts[];
  readonly context?: Partial<Context>;
}

export interface FailCase extends Case {
  /** The keys of the findings that are open in the end, in any order. */
  readonly keys?: readonly string[];
  /** The severity after weighing, of every finding. */
  readonly severity?: Severity;
  /** What every message has to say. */
  readonly says?: string;
  /** What every remedy has to say. */
  readonly advises?: string;
  /** Of a pattern: the calls before the last are reported already. */
  readonly grows?: true;
}

/** A rule without a reported and a not reported case does not compile. */
export interface Cases {
  readonly fail: readonly [FailCase, ...FailCase[]];
  readonly pass: readonly [Case, ...Case[]];
  /** Where the rule has to say that it can not tell. */
  readonly unknown?: readonly Case[];
}

export const defineCases = (cases: Cases): Cases => cases;
