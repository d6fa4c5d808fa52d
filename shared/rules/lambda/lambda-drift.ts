import { actorInWords, isMeant } from '../../engine/actors.ts';
import { readFacet } from '../../engine/evaluate.ts';
import { defineActivityRule } from '../../engine/rule.ts';
import { isObject, type Json, type JsonObject } from '../../json.ts';
import { digestOf } from '../digests.ts';

/** Which part of a function a call changes, and the facets that tell whether it is as it was. */
const parts = {
  permission: ['resourcePolicy'],
  code: ['code'],
  configuration: [
    'role',
    'runtime',
    'handler',
    'layers',
    'environment',
    'vpc',
    'kmsKey',
    'deadLetterTarget',
    'tracing',
    'logging',
    'fileSystems',
  ],
  url: ['urls'],
  concurrency: ['reservedConcurrency'],
  destinations: ['destinations'],
} as const;

type Part = keyof typeof parts;
type DriftFacet = (typeof parts)[Part][number];

const calls: { readonly [call: string]: Part } = {
  AddPermission: 'permission',
  RemovePermission: 'permission',
  UpdateFunctionCode: 'code',
  UpdateFunctionConfiguration: 'configuration',
  CreateFunctionUrlConfig: 'url',
  UpdateFunctionUrlConfig: 'url',
  DeleteFunctionUrlConfig: 'url',
  PutFunctionConcurrency: 'concurrency',
  DeleteFunctionConcurrency: 'concurrency',
  PutFunctionEventInvokeConfig: 'destinations',
  UpdateFunctionEventInvokeConfig: 'destinations',
  DeleteFunctionEventInvokeConfig: 'destinations',
};

const isPart = (key: string): key is Part => Object.hasOwn(parts, key);

/** What is not there is as good as empty: the last permission that is removed leaves an empty policy. */
const isNothing = (value: Json): boolean =>
  value === null ||
  (isObject(value) && Object.values(value).every(isNothing)) ||
  (Array.isArray(value) && !value.length);

/** A facet as it stood, so that it is known again without keeping what it held; `null` where it was not known. */
const standing = (value: Json | undefined): string | null =>
  value === undefined ? null : isNothing(value) ? 'nothing' : digestOf(value);

export default defineActivityRule({
  id: 'lambda-drift',
  title: 'A function of a stack was changed by hand',
  severity: 'medium',
  detections: ['X-12'],
  attack: ['T1578'],
  rationale:
    'What a stack declares and what runs are no longer the same. The change was reviewed by nobody, and the next ' +
    'deployment undoes it, or builds on it without knowing.',
  remediation:
    'Put the change into the template and deploy, or deploy again to undo it; setting it back by hand resolves this, too. ' +
    '`aws cloudformation detect-stack-drift` shows what else differs. If the actor is a pipeline, declare its role in ' +
    '`deployRoles`.',
  references: ['https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-drift.html'],
  subject: 'function',
  calls: { lambda: Object.keys(calls) },
  needs: ['stack'],
  uses: [...new Set(Object.values(parts).flat())] as DriftFacet[],

  *evaluate({ change, before, after, open, context }) {
    const part = calls[change.call];
    if (after.stack === null || part === undefined || isMeant(change.actor, context) || change.ops.length === 0) return;
    const first = open.get(part)?.['before'];
    const was: JsonObject = isObject(first)
      ? first
      : Object.fromEntries(
          parts[part]
            .map((facet) => [facet, standing(before[facet] as Json | undefined)] as const)
            .filter(([facet, stood]) => stood !== standing(after[facet] as Json | undefined)),
        );
    if (isSetBack(was, (facet) => after[facet as DriftFacet] as Json | undefined)) return;
    yield {
      key: part,
      message: `${actorInWords(change.actor)} called ${change.call} on a function that belongs to ${after.stack}`,
      evidence: { stack: after.stack, call: change.call, before: was },
    };
  },

  closes: (change, key, document, context, evidence) => {
    const part = calls[change.call];
    if (!isPart(key) || part !== key) return false;
    if (isMeant(change.actor, context)) return true;
    const was = evidence['before'];
    return (
      isObject(was) &&
      isSetBack(was, (facet) => {
        const held = readFacet(document, facet);
        return held.known ? (held.value as Json) : undefined;
      })
    );
  },
});

/** Whether everything stands as it did before; what was not known never does. */
const isSetBack = (was: JsonObject, now: (facet: string) => Json | undefined): boolean => {
  const entries = Object.entries(was);
  return entries.length > 0 && entries.every(([facet, stood]) => stood !== null && stood === standing(now(facet)));
};
