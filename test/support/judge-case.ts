import type { Arn } from '../../shared/arn.ts';
import { emptyContext } from '../../shared/engine/context.ts';
import { concerns, type Evaluation, evaluateActivity, evaluatePosture } from '../../shared/engine/evaluate.ts';
import { unknown } from '../../shared/engine/facet.ts';
import type { Finding } from '../../shared/engine/finding.ts';
import { ruleSet } from '../../shared/engine/judge.ts';
import type { Rule } from '../../shared/engine/rule.ts';
import { type Document, emptyDocument, type ResourceChange } from '../../shared/inventory/document.ts';
import { withElsewhere } from '../../shared/inventory/elsewhere.ts';
import { fold } from '../../shared/inventory/fold/fold.ts';
import { derivedInputs } from '../../shared/inventory/links.ts';
import { project } from '../../shared/inventory/projections.ts';
import { createMemoryInventory } from '../../shared/inventory/store/memory.ts';
import { aChange, type RecordParts } from './calls.ts';
import type { Case } from './cases.ts';

/** One time a rule was asked, so that it can be asked again about a document of which something is hidden. */
export interface Asked {
  readonly after: Document;
  readonly evaluation: Evaluation;
  readonly again: (after: Document) => Evaluation;
}

export interface Judged {
  readonly findings: readonly Finding[];
  /** The last time the rule was asked about each resource. */
  readonly asked: readonly Asked[];
}

const at = (index: number): { readonly time: string; readonly id: string } => ({
  time: new Date(Date.UTC(2026, 2, 2, 9, index)).toISOString().replace('.000', ''),
  id: `event-${String(index).padStart(3, '0')}`,
});

/** Lets one rule judge a case the way the product does: records are read, projected and folded into an inventory. */
export const judgeCase = (
  rule: Rule,
  situation: Case,
  tamper: (record: RecordParts) => RecordParts = (record) => record,
): Judged => {
  const context = { ...emptyContext, ...situation.context };
  const rules = ruleSet([rule]);
  const inventory = createMemoryInventory();
  const asked = new Map<Arn, Asked>();
  const note = (after: Document, again: Asked['again']): void => {
    asked.set(after.arn, { after, evaluation: again(after), again });
  };
  const step = (changes: readonly ResourceChange[]): void => {
    const befores = changes.map((change) => inventory.document(change.arn) ?? emptyDocument(change));
    inventory.commit(fold(inventory, changes, rules, context));
    changes.forEach((change, index) => {
      const after = inventory.document(change.arn);
      const before = befores[index];
      if (rule.looksAt !== 'activity' || !after || !before || !concerns(rule, change, after.kind)) return;
      note(after, (document) => evaluateActivity(rule, before, document, change, context));
    });
  };
  step(situation.given ?? []);
  situation.trail?.forEach((record, index) => {
    const change = aChange(tamper({ ...at(index), ...record }));
    step(withElsewhere(change, project(change)));
  });
  if (rule.looksAt === 'posture') {
    for (const document of inventory.documents.values()) {
      if (document.kind !== rule.subject || document.presence !== 'present') continue;
      // Of the role that makes the calls nothing is said but that it did.
      if (Object.keys(document.facets).length === 0) continue;
      note(document, (after) => evaluatePosture(rule, after, context));
    }
  }
  return {
    findings: [...inventory.documents.values()].flatMap(({ findings }) => Object.values(findings)),
    asked: [...asked.values()],
  };
};

/** The document as it would be if a facet, derived or not, could not be read. */
export const hiding = (document: Document, name: string): Document => {
  const inputs = derivedInputs(document.kind, name);
  const names = inputs?.facets ?? [name];
  const neighbours = Object.fromEntries(
    Object.entries(document.neighbours).filter(([relation]) => !inputs?.relations.some((each) => each === relation)),
  );
  const hidden = Object.fromEntries(names.map((facet) => [facet, unknown('not-allowed')]));
  return { ...document, facets: { ...document.facets, ...hidden }, neighbours };
};

/** The document as it would be if only a part of a facet were known. */
export const partly = (document: Document, name: string): Document => {
  const facet = document.facets[name];
  return facet?.known
    ? { ...document, facets: { ...document.facets, [name]: { ...facet, partial: 'not-seen' } } }
    : document;
};
