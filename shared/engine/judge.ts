import { messageOf } from '../errors.ts';
import { type Document, isSameSecond, type ResourceChange } from '../inventory/document.ts';
import type { Kind } from '../inventory/kinds.ts';
import { blastRadiusOf, ownerOf } from '../inventory/standing.ts';
import type { Context } from './context.ts';
import { concerns, type Evaluation, evaluateActivity, evaluatePosture, type MissingFacet } from './evaluate.ts';
import {
  type Finding,
  type FindingCause,
  findingId,
  type Transition,
  type TransitionKind,
  transitionOf,
} from './finding.ts';
import { differenceOf, isTouched, rulesFor } from './plan.ts';
import type { Rule, Violation } from './rule.ts';
import { compareSeverity } from './severity.ts';
import { suppressionFor } from './suppress.ts';
import { weigh } from './weigh.ts';

export interface Judgement {
  readonly document: Document;
  readonly transitions: readonly Transition[];
}

/** The rules by the kind they are about, so that a change costs nothing for the rules of other kinds. */
export interface RuleSet {
  get(kind: Kind): readonly Rule[];
  /** Whether all that was asked for was there. Where it was not, nothing that was judged since counts. */
  readonly complete: boolean;
  /** Loads what was asked for and was not there. */
  load(): Promise<void>;
}

export const ruleSet = (rules: readonly Rule[]): RuleSet => {
  const byKind = new Map<Kind, Rule[]>();
  for (const rule of rules) byKind.set(rule.subject, [...(byKind.get(rule.subject) ?? []), rule]);
  return { get: (kind) => byKind.get(kind) ?? [], complete: true, load: () => Promise.resolve() };
};

export const causeOf = (change: ResourceChange): FindingCause => ({
  eventId: change.id,
  eventName: change.eventName,
  eventSource: change.eventSource,
  time: change.time,
  actor: {
    type: change.actor.type,
    arn: change.actor.arn ?? null,
    session: change.actor.session ?? null,
    sourceIp: change.actor.sourceIp ?? null,
  },
});

/** What one evaluation says is wrong: violations, or the one verdict "could not tell" or "broke". */
type Claim = Violation & { readonly verdict: Finding['verdict'] };

const inWords = ({ facet, reason, detail }: MissingFacet): string =>
  `${facet} (${reason}${detail === undefined ? '' : `: ${detail}`})`;

/**
 * "Could not tell" is worth a finding where this very change left the rule without what it needs. What nobody has told of
 * yet was not lost by it; that is counted, and read where there is an account to read in.
 */
const claimsOf = (evaluation: Evaluation, touched: (name: string) => boolean): readonly Claim[] => {
  switch (evaluation.status) {
    case 'pass':
      return [];
    case 'fail':
      return evaluation.violations.map((violation) => ({ ...violation, verdict: 'fail' }));
    case 'unknown': {
      const lost = evaluation.missing.filter(({ facet, reason }) => reason !== 'not-seen' && touched(facet));
      if (!evaluation.blind || lost.length === 0) return [];
      return [
        {
          key: 'unknown',
          verdict: 'unknown',
          severity: 'informational',
          message: `can not tell: ${evaluation.missing.map(inWords).join(', ')} is not known`,
          evidence: { missing: evaluation.missing.map(({ facet, reason }) => ({ facet, reason })) },
        },
      ];
    }
    case 'error':
      return [
        {
          key: 'error',
          verdict: 'error',
          message: `the rule could not be evaluated: ${messageOf(evaluation.error)}`,
          evidence: {},
        },
      ];
  }
};

/** Findings a person has not to look at any more become quiet; whatever is worse than before rings again. */
class Docket {
  readonly findings: Record<string, Finding>;
  readonly transitions: Transition[] = [];
  readonly #change: ResourceChange;
  readonly #context: Context;
  /** The rules that have findings here: most have none. */
  readonly #rules: Set<string>;

  constructor(findings: Document['findings'], change: ResourceChange, context: Context) {
    this.findings = { ...findings };
    this.#rules = new Set(Object.values(findings).map(({ rule }) => rule));
    this.#change = change;
    this.#context = context;
  }

  has({ id }: Rule): boolean {
    return this.#rules.has(id);
  }

  /** The findings of a rule that are not resolved. */
  openOf(rule: Rule): readonly Finding[] {
    const { id } = rule;
    if (!this.has(rule)) return [];
    return Object.values(this.findings).filter((finding) => finding.rule === id && finding.status !== 'resolved');
  }

  #step(kind: TransitionKind, finding: Finding): void {
    this.findings[finding.id] = finding;
    this.transitions.push(transitionOf(kind, this.#change.arn, finding, this.#change, causeOf(this.#change)));
  }

  claim(rule: Rule, claim: Claim, document: Document): string {
    const subject = claim.about ?? document;
    const id = findingId(rule.id, subject.arn, claim.key);
    this.#rules.add(rule.id);
    const previous = this.findings[id];
    const cause = causeOf(this.#change);
    const { time } = this.#change;
    const blastRadius = blastRadiusOf(document);
    const { severity, because } = weigh(rule, claim, document, this.#change, this.#context);
    const continued = previous !== undefined && previous.status !== 'resolved';
    const repeated = rule.looksAt === 'activity' || !continued;
    const finding: Finding = {
      id,
      rule: rule.id,
      severity,
      status: 'active',
      verdict: claim.verdict,
      title: rule.title,
      message: claim.message,
      remediation: claim.remediation ?? rule.remediation,
      resource: {
        kind: subject.kind,
        arn: subject.arn,
        name: subject.name,
        account: subject.account,
        region: subject.region,
      },
      key: claim.key,
      evidence: because.length === 0 ? claim.evidence : { ...claim.evidence, severity: because },
      blastRadius,
      owner: ownerOf(document, this.#context.ownerTag),
      change: continued && !repeated ? previous.change : cause,
      pattern: claim.pattern ?? null,
      firstSeen: previous?.firstSeen ?? time,
      lastSeen: continued && !repeated && this.#change.via !== undefined ? previous.lastSeen : time,
      count: (previous?.count ?? 0) + (repeated ? 1 : 0),
      attack: rule.attack,
      suppression: continued ? previous.suppression : null,
      resolution: null,
    };
    const decision = suppressionFor(finding, document, this.#context, time);
    if (decision !== null) {
      const quiet: Finding = { ...finding, status: 'suppressed', suppression: decision };
      if (previous?.status === 'suppressed') this.findings[id] = quiet;
      else this.#step('suppressed', quiet);
      return id;
    }
    const open: Finding = { ...finding, suppression: null };
    if (previous === undefined) this.#step('opened', open);
    else if (previous.status === 'resolved' || previous.status === 'suppressed') this.#step('reopened', open);
    else if (compareSeverity(severity, previous.severity) > 0) this.#step('escalated', open);
    else this.findings[id] = open;
    return id;
  }

  resolve(finding: Finding, resolution: string): void {
    if (finding.status === 'resolved') return;
    this.#step('resolved', {
      ...finding,
      status: 'resolved',
      suppression: null,
      lastSeen: this.#change.time,
      resolution,
    });
  }

  /** A suppression that has run out leaves the finding active, unless the suppression file still keeps it quiet. */
  expire(document: Document): void {
    const { time } = this.#change;
    for (const finding of Object.values(this.findings)) {
      if (finding.status !== 'suppressed' || finding.suppression === null || finding.suppression.until > time) continue;
      const decision = suppressionFor(finding, document, this.#context, time);
      if (decision !== null) this.findings[finding.id] = { ...finding, suppression: decision };
      else this.#step('reopened', { ...finding, status: 'active', suppression: null, lastSeen: time });
    }
  }

  suppress(finding: Finding, until: string, reason: string): void {
    this.#step('suppressed', { ...finding, status: 'suppressed', suppression: { until, reason } });
  }
}

const decide = (docket: Docket, change: ResourceChange): void => {
  for (const op of change.ops) {
    if (op.op !== 'suppress' && op.op !== 'resolve') continue;
    const finding = docket.findings[op.finding];
    if (finding === undefined) continue;
    if (op.op === 'suppress') docket.suppress(finding, op.until, op.reason);
    else docket.resolve(finding, op.reason);
  }
};

/** Whoever throws here is asked: then that is the verdict. */
const isIdle = ({ isIdle: tell }: Rule & { looksAt: 'posture' }, document: Document): boolean => {
  try {
    return tell?.(document) === true;
  } catch {
    return false;
  }
};

const judgePosture = (
  docket: Docket,
  rule: Rule & { looksAt: 'posture' },
  after: Document,
  touched: (name: string) => boolean,
  context: Context,
): void => {
  if (isIdle(rule, after)) return;
  const evaluation = evaluatePosture(rule, after, context);
  const held = new Set(claimsOf(evaluation, touched).map((claim) => docket.claim(rule, claim, after)));
  if (rule.lasting) return;
  for (const finding of docket.openOf(rule)) {
    if (held.has(finding.id)) continue;
    // What can not be seen any more is not gone; only what was looked at and is not there is.
    const looked =
      evaluation.status === 'pass' ||
      evaluation.status === 'fail' ||
      (evaluation.status === 'unknown' && !evaluation.blind);
    if (looked) docket.resolve(finding, 'the cause is gone');
  }
};

/**
 * Judges what a change has done to a resource: asks the rules that it concerns, and moves the findings of the
 * resource through their life. Pure: the same documents and change give the same findings.
 */
export const judge = (
  before: Document,
  after: Document,
  change: ResourceChange,
  rules: RuleSet,
  context: Context,
): Judgement => {
  const docket = new Docket(after.findings, change, context);
  const difference = differenceOf(before, after);
  const touched = (name: string): boolean => isTouched(after.kind, difference, name);
  const made = change.ops.some(({ op }) => op === 'create') && !isSameSecond(before, change);
  const gone = after.presence === 'deleted';
  // What was deleted and is there again stands as it stood: a restored secret, a key whose deletion was cancelled.
  const back = before.presence === 'deleted' && after.presence === 'present' && !made;
  if (made || (gone && before.presence !== 'deleted')) {
    const why = gone ? 'the resource was deleted' : 'the resource was made anew';
    for (const finding of Object.values(docket.findings)) docket.resolve(finding, why);
  }
  if (change.via === undefined) docket.expire(after);
  decide(docket, change);
  const all = rules.get(after.kind);
  const asked = back ? all : rulesFor(all, after.kind, change, difference, (rule) => docket.has(rule));
  for (const rule of asked) {
    if (rule.looksAt === 'posture') {
      if (!gone) judgePosture(docket, rule, after, touched, context);
      continue;
    }
    if (change.via !== undefined) continue;
    const open = docket.openOf(rule);
    for (const finding of open) {
      if (rule.closes?.(change, finding.key, after, context, finding.evidence))
        docket.resolve(finding, 'a later change took the cause away');
    }
    if (concerns(rule, change, after.kind)) {
      const evaluation = evaluateActivity(
        rule,
        before,
        after,
        change,
        context,
        new Map(open.map(({ key, evidence }) => [key, evidence])),
      );
      for (const claim of claimsOf(evaluation, touched)) docket.claim(rule, claim, after);
    }
  }
  const document =
    docket.transitions.length === 0 && !differs(docket.findings, after.findings)
      ? after
      : { ...after, findings: docket.findings };
  return { document, transitions: docket.transitions };
};

const differs = (a: Document['findings'], b: Document['findings']): boolean => {
  const keys = Object.keys(a);
  return keys.length !== Object.keys(b).length || keys.some((key) => a[key] !== b[key]);
};
