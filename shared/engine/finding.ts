import { createHash } from 'node:crypto';
import type { JsonObject } from '../json.ts';
import type { Named } from '../policy/named.ts';
import type { Severity } from './severity.ts';

export type FindingStatus = 'active' | 'suppressed' | 'resolved';
export type FindingVerdict = 'fail' | 'unknown' | 'error';

/** The call that a finding goes back to, as the contract prints it. */
export interface FindingCause {
  readonly eventId: string;
  readonly eventName: string;
  readonly eventSource: string;
  readonly time: string;
  readonly actor: {
    readonly type: string;
    readonly arn: string | null;
    readonly session: string | null;
    readonly sourceIp: string | null;
  };
}

/** What stands behind a resource. What is absent is not known. */
export type BlastRadius = {
  readonly role: string | null;
  /** The strongest thing the role can do, in words. */
  readonly power: string | null;
  readonly level?: string;
  /** Whether all policies of the role are known. */
  readonly complete?: boolean;
  /** Secrets and parameters that the role reads: `secret orders/db`, `every parameter`. */
  readonly secrets?: Named;
  /** What it reads that holds data: `table orders`, `bucket images`. */
  readonly data?: Named;
  /** Functions that run as the role, the first few. */
  readonly sharedBy?: readonly string[];
  /** How many they are: exact up to those that are named, beyond that no fewer than this. */
  readonly users?: number;
  /** In a message that had no room: what had to go. */
  readonly leftOut?: string;
};

/**
 * The stored, deduplicated record of a violation over time: one object of the command line's contract, without the
 * place in a template, which only a scan knows.
 */
export interface Finding {
  readonly id: string;
  readonly rule: string;
  readonly severity: Severity;
  readonly status: FindingStatus;
  readonly verdict: FindingVerdict;
  readonly title: string;
  readonly message: string;
  readonly remediation: string;
  readonly resource: {
    readonly kind: string;
    readonly arn: string;
    readonly name: string;
    readonly account: string;
    readonly region: string;
  };
  readonly key: string;
  readonly evidence: JsonObject;
  readonly blastRadius: BlastRadius | null;
  readonly owner: string | null;
  readonly change: FindingCause | null;
  readonly pattern: { readonly events: readonly string[]; readonly window: string } | null;
  readonly firstSeen: string | null;
  readonly lastSeen: string | null;
  /** How often the violation was opened or repeated. */
  readonly count: number;
  readonly attack: readonly string[];
  /** The human decision that keeps it quiet, while there is one. */
  readonly suppression: { readonly until: string; readonly reason: string } | null;
  /** Why a resolved finding is resolved. */
  readonly resolution: string | null;
}

export type TransitionKind = 'opened' | 'escalated' | 'reopened' | 'suppressed' | 'resolved';

/** One step in the life of a finding; what notifications and `replay --transitions` are made of. */
export interface Transition {
  /** The same step has the same id wherever and however often it is computed. */
  readonly id: string;
  readonly kind: TransitionKind;
  readonly time: string;
  readonly cause: FindingCause | null;
  /** The ARN of the document that holds the finding: its resource, or the window that an incident was seen in. */
  readonly holder: string;
  readonly finding: Finding;
}

const digest = (...parts: readonly string[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);

/** Same rule, resource and key → same id, in replay, in scan and in the account. */
export const findingId = (rule: string, arn: string, key: string): string => digest(rule, arn, key);

export const transitionOf = (
  kind: TransitionKind,
  holder: string,
  finding: Finding,
  at: { readonly time: string; readonly id: string },
  cause: FindingCause | null,
): Transition => ({ id: digest(finding.id, kind, at.id), kind, time: at.time, cause, holder, finding });

/** The same step told because of something else, so that who has heard of it listens again. */
export const anotherTime = (step: Transition, because: string): Transition => ({
  ...step,
  id: digest(step.id, because),
});

/** The status at a time: a suppression that has run out leaves the finding active. */
export const statusAt = (finding: Finding, now: string): FindingStatus =>
  finding.status === 'suppressed' && finding.suppression !== null && finding.suppression.until <= now
    ? 'active'
    : finding.status;
