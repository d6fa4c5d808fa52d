import type { Arn } from '../arn.ts';
import type { Context } from '../engine/context.ts';
import type { Finding } from '../engine/finding.ts';
import { judge, ruleSet } from '../engine/judge.ts';
import type { Rule } from '../engine/rule.ts';
import type { PlacedFinding, TemplateFix, TemplatePlace } from '../finding-json.ts';
import { type Document, emptyDocument, type Op, type ResourceChange, type ResourceRef } from '../inventory/document.ts';
import { fold } from '../inventory/fold/fold.ts';
import { createMemoryInventory, type MemoryInventory } from '../inventory/store/memory.ts';
import type { Json } from '../json.ts';
import type { Branch } from './conditions.ts';
import { effectsOf } from './facets/mappers.ts';
import { fixOf } from './fixes/fix.ts';
import { isPlaceholder, placeholderAccount } from './naming.ts';
import { withoutOwnAccount } from './own-accounts.ts';
import type { TemplateProblem } from './parse.ts';
import { isMaker, type Origin, placeOf } from './placing.ts';
import { problemLog } from './raw.ts';
import type { Renderer } from './render.ts';
import type { TemplateStack } from './resolve.ts';
import { acceptancesFor, accepted } from './suppressions.ts';
import { undecided } from './undecided.ts';

/** A stack in one world, with the names that its resources will have. */
export interface PlacedStack {
  readonly stack: TemplateStack;
  readonly renderer: Renderer;
}

/** The stacks that are deployed together, in one of the worlds that their conditions can come to. */
export interface ApplicationWorld {
  readonly stacks: readonly PlacedStack[];
  readonly branches: readonly Branch[];
}

export interface TemplateFinding extends PlacedFinding {
  readonly source: TemplatePlace;
  readonly fix: () => TemplateFix | undefined;
}

/** The order of steps on a facet: made, as its owner says, as others say, not known, and then entry by entry. */
const rank = ({ op }: { readonly op: Op }, isOwner: boolean): number => {
  if (op.op === 'create') return 0;
  if (op.op === 'set') return isOwner ? 1 : 2;
  if (op.op === 'unknown') return 3;
  return op.op === 'put' && op.path.length === 0 ? 4 : 5;
};

/** The steps of one resource; what it is made with is one step, for each costs a copy of all its facets. */
const stepsOf = (ops: readonly Op[]): readonly Op[] => {
  if (ops[0]?.op !== 'create') return ops;
  const facets: Record<string, Json> = {};
  const rest: Op[] = [];
  for (const op of ops) {
    if (op.op === 'set') facets[op.facet] = op.value;
    else if (op.op !== 'create') rest.push(op);
  }
  return [{ op: 'ensure', facets }, ...rest];
};

/** The call that all of it will be made by. */
const deploymentAt = (now: string) =>
  ({
    time: now,
    id: 'template',
    eventSource: 'cloudformation.amazonaws.com',
    eventName: 'CreateStack',
    source: 'cloudformation',
    call: 'CreateStack',
    actor: { type: 'service', service: 'cloudformation', crossAccount: false },
  }) as const;

type Deployment = ReturnType<typeof deploymentAt>;

/** One change for each resource of the inventory, whatever resources of the templates it is made of. */
const changesOf = (origins: ReadonlyMap<Arn, readonly Origin[]>, deployment: Deployment): readonly ResourceChange[] =>
  [...origins].map(([, all]) => {
    const owner = all.find(({ effect }) => effect.op.op === 'create');
    const isOwner = (one: Origin): boolean => owner === undefined || one.effect.logicalId === owner.effect.logicalId;
    const sorted = [...all].sort((a, b) => rank(a.effect, isOwner(a)) - rank(b.effect, isOwner(b)));
    const ref = (owner ?? (all[0] as Origin)).effect.ref;
    return { ...ref, ...deployment, ops: stepsOf(sorted.map(({ effect }) => effect.op)) };
  });

const originsOf = (world: ApplicationWorld): ReadonlyMap<Arn, readonly Origin[]> => {
  const origins = new Map<Arn, Origin[]>();
  for (const { stack, renderer } of world.stacks) {
    for (const effect of effectsOf(stack.resources, renderer)) {
      const all = origins.get(effect.ref.arn) ?? [];
      origins.set(effect.ref.arn, all);
      all.push({ stack, effect });
    }
  }
  return origins;
};

const refOf = ({ kind, arn, name, account, region }: Document): ResourceRef => ({ kind, arn, name, account, region });

/** A finding and the resource that it was found on. */
interface Found {
  readonly document: Document;
  readonly finding: Finding;
}

/** What a world holds, and what is wrong in it. */
interface Judged {
  readonly inventory: MemoryInventory;
  readonly findings: ReadonlyMap<string, TemplateFinding>;
  readonly problems: readonly TemplateProblem[];
  readonly branches: readonly Branch[];
  readonly logicalIds: ReadonlyMap<Arn, string>;
}

const judgeWorld = (world: ApplicationWorld, rules: readonly Rule[], given: Context, now: string): Judged => {
  const origins = originsOf(world);
  const isAnywhere = given.accounts.length === 0 && world.stacks.some(({ renderer }) => isPlaceholder(renderer.place));
  const context = isAnywhere ? { ...given, accounts: [placeholderAccount] } : given;
  const deployment = deploymentAt(now);
  const inventory = createMemoryInventory();
  // Everything is put together before anything is judged: nobody sees the states in between.
  inventory.commit(fold(inventory, changesOf(origins, deployment), ruleSet([]), context));
  const documents = [...inventory.documents.values()];
  const asked = ruleSet(rules);
  const judged = (within: Context): readonly Found[] =>
    documents.flatMap((document) => {
      const change = { ...refOf(document), ...deployment, ops: [] };
      const { findings } = judge(emptyDocument(document), document, change, asked, within).document;
      return Object.values(findings).map((finding) => ({ document, finding }));
    });
  const found = judged(context);
  const softened = isAnywhere
    ? withoutOwnAccount(
        found.map(({ finding }) => finding),
        context,
        (within) => judged(within).map(({ finding }) => finding),
      )
    : new Map<Finding['id'], Finding>();
  const open = documents.flatMap((document) =>
    [...undecided(document, rules, context)].map((finding) => ({ document, finding })),
  );
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  const findings = new Map<string, TemplateFinding>();
  const problems: TemplateProblem[] = [];
  for (const { document, finding } of [...found, ...open]) {
    const about = origins.get(finding.resource.arn as Arn) ?? origins.get(document.arn) ?? [];
    const placed = placeOf(finding, about, origins, byId.get(finding.rule));
    if (!placed) continue;
    const { source, origin, logicalIds } = placed;
    const owners = about.filter(isMaker).map(({ effect }) => effect.logicalId);
    const log = problemLog((path) => origin.stack.at(path));
    const acceptances = acceptancesFor(origin.stack, [...logicalIds, ...owners], log);
    problems.push(...log.problems);
    // A template has no history: nobody has done it yet, and it has not been seen.
    const judgedSo = softened.get(finding.id) ?? finding;
    // Where nobody said where this is deployed to, a command with names in it could not be pasted.
    const remediation = isAnywhere ? byId.get(finding.rule)?.remediation : undefined;
    const plain: Finding = {
      ...judgedSo,
      ...(remediation === undefined ? {} : { remediation }),
      change: null,
      firstSeen: null,
      lastSeen: null,
    };
    findings.set(finding.id, {
      finding: accepted(plain, acceptances, now),
      source,
      fix: () => fixOf({ finding: plain, cause: origin, maker: (arn) => origins.get(arn as Arn)?.find(isMaker) }),
    });
  }
  const logicalIds = new Map(
    [...origins].flatMap(([arn, all]) => {
      const owner = all.find(({ effect }) => effect.op.op === 'create');
      return owner ? [[arn, owner.effect.logicalId] as const] : [];
    }),
  );
  return { inventory, findings, problems, branches: world.branches, logicalIds };
};

const inWords = ({ condition, holds }: Branch): string => `${condition} is ${holds}`;

/** The conditions that stand the same in all the worlds in which something was found. */
const common = (worlds: readonly Judged[]): readonly string[] => {
  const [first, ...rest] = worlds.map(({ branches }) => branches.map(inWords));
  return (first ?? []).filter((one) => rest.every((other) => other.includes(one)));
};

/** The findings of every world, once each; one that hangs on a condition says so. */
const union = (judged: readonly Judged[]): readonly TemplateFinding[] => {
  const ids = new Set(judged.flatMap(({ findings }) => [...findings.keys()]));
  return [...ids].flatMap((id) => {
    const within = judged.filter(({ findings }) => findings.has(id));
    const found = within[0]?.findings.get(id);
    if (!found) return [];
    const when = within.length === judged.length ? [] : common(within);
    if (when.length === 0) return [found];
    const { finding } = found;
    return [
      {
        ...found,
        finding: {
          ...finding,
          message: `${finding.message} (when ${when.join(' and ')})`,
          evidence: { ...finding.evidence, when },
        },
      },
    ];
  });
};

export interface JudgedApplication {
  readonly findings: readonly TemplateFinding[];
  /** Suppressions in the templates that are none. */
  readonly problems: readonly TemplateProblem[];
  /** The inventory of each world. */
  readonly inventories: readonly MemoryInventory[];
  /** What made each resource. */
  readonly logicalIds: ReadonlyMap<Arn, string>;
}

/**
 * Judges an application by the rules that look at how things stand: the same facets, links and verdicts as in an
 * account, in every world that its conditions can come to. `now` is what suppressions run out against.
 */
export const judgeApplication = (
  worlds: readonly ApplicationWorld[],
  rules: readonly Rule[],
  context: Context,
  now: string,
): JudgedApplication => {
  const posture = rules.filter(({ looksAt }) => looksAt === 'posture');
  const judged = worlds.map((world) => judgeWorld(world, posture, context, now));
  const problems = new Map(
    judged.flatMap((one) => one.problems).map((one) => [`${one.file}:${one.line}:${one.message}`, one]),
  );
  return {
    findings: union(judged),
    problems: [...problems.values()],
    inventories: judged.map(({ inventory }) => inventory),
    logicalIds: new Map(judged.flatMap((one) => [...one.logicalIds])),
  };
};
