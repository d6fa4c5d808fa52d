import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { expandAction } from '../../shared/policy/actions.ts';
import { parsePolicy } from '../../shared/policy/document.ts';
import { type Exposure, exposureOf } from '../../shared/policy/exposure.ts';
import { powerOf } from '../../shared/policy/power.ts';
import { judgePolicy } from '../../shared/policy/verdict.ts';
import { sharedData } from '../support/data.ts';
import { differences } from './differences.ts';

interface PeerCase {
  readonly method: string;
  readonly input: unknown;
  readonly expected: unknown;
  readonly cls?: string;
  readonly current_account_id?: string | null;
  readonly exclusions?: { readonly 'known-accounts'?: readonly string[] };
}

const read = <T>(folder: string): readonly T[] => {
  const path = sharedData(folder, 'cases.json');
  return path === undefined ? [] : JSON.parse(readFileSync(path, 'utf8'));
};

const isOpen = (exposure: Exposure): boolean => exposure === 'internet' || exposure === 'any-aws-account';
const strings = (value: unknown): readonly string[] =>
  Array.isArray(value)
    ? value.flatMap(strings)
    : typeof value === 'string'
      ? [value]
      : typeof value === 'object' && value !== null
        ? Object.values(value).flatMap(strings)
        : [];
const lower = (values: readonly string[]): readonly string[] =>
  [...new Set(values.map((value) => value.toLowerCase()))].sort();

const differing = (peer: string): ReadonlySet<number | string> =>
  new Set(differences.flatMap((difference) => (difference.peer === peer ? difference.cases : [])));

/** Every case either agrees or is listed as a difference; a listed one that agrees is listed in vain. */
const compare = (
  peer: 'policyuniverse' | 'cloudsplaining' | 'parliament',
  agrees: readonly (boolean | undefined)[],
) => {
  const listed = differing(peer);
  const wrong = agrees.flatMap((agreed, place) => (agreed === false && !listed.has(place) ? [place] : []));
  const needless = [...listed].filter((place) => typeof place === 'number' && agrees[place] !== false);
  expect({ wrong, needless }).toEqual({ wrong: [], needless: [] });
};

const universe = read<PeerCase>('policy-policyuniverse');

const agreesWithUniverse = ({ method, input, expected }: PeerCase): boolean => {
  const policy = parsePolicy(input);
  const verdict = exposureOf(policy, { type: 'resource', account: '999999999999' });
  const values = policy.statements.flatMap(({ principals = [], conditions }) => [
    ...principals.map(({ value }) => value),
    ...conditions.flatMap((condition) => condition.values),
  ]);
  switch (method) {
    case 'is_internet_accessible':
      return isOpen(verdict.exposure) === expected;
    case 'internet_accessible_actions': {
      const open = verdict.statements.filter(({ exposure }) => isOpen(exposure));
      return JSON.stringify(lower(open.flatMap(({ actions }) => actions))) === JSON.stringify(lower(strings(expected)));
    }
    case 'uses_not_principal':
      return policy.statements.some(({ notPrincipals }) => notPrincipals !== undefined) === expected;
    case 'condition_entries':
    case 'whos_allowed':
      return (expected as readonly { readonly value: string }[]).every(({ value }) =>
        values.some((own) => own.startsWith(value)),
      );
    default:
      // What else is recorded are lists of principals and of condition values: all of them have to have been read.
      return strings(expected).every((value) => values.some((own) => own === value || own.startsWith(`${value}/`)));
  }
};

const splaining = read<PeerCase>('policy-cloudsplaining');

const asPolicy = (input: unknown) => parsePolicy(input);

const agreesWithSplaining = ({
  cls,
  method,
  input,
  expected,
  current_account_id,
  exclusions,
}: PeerCase): boolean | undefined => {
  const policy = asPolicy(input);
  const power = powerOf([{ name: 'policy', policy }]);
  const wanted = strings(expected);
  const same = (ours: readonly string[]) => JSON.stringify(lower(ours)) === JSON.stringify(lower(wanted));
  const trust = (account?: string) =>
    exposureOf(policy, {
      type: 'trust',
      ...(account && { account }),
      trustedAccounts: exclusions?.['known-accounts'] ?? [],
    });
  const principalsOpen = policy.statements.some(
    ({ effect, principals = [], actions = [] }) =>
      effect === 'Allow' &&
      actions.some((action) => /^sts:/i.test(action)) &&
      principals.some(({ kind, account }) => kind === 'anyone' || account === '*'),
  );
  const conditional = policy.statements.some(({ conditions }) => conditions.length > 0);
  switch (method) {
    case 'credentials_exposure':
      return same(power.credentialExposure);
    case 'allows_data_exfiltration_actions':
      return same(power.dataExfiltration);
    case 'allows_privilege_escalation': {
      const paths = power.privilegeEscalation.map(({ actions }) => JSON.stringify(lower(actions)));
      const asked = (expected as readonly { readonly actions: readonly string[] }[]).map(({ actions }) =>
        JSON.stringify(lower(actions)),
      );
      return asked.length === 0 ? paths.length === 0 : asked.every((actions) => paths.includes(actions));
    }
    case 'permissions_management_without_constraints':
      return wanted.length > 0 === power.access.permissions > 0;
    case 'write_actions_without_constraints':
    case 'infrastructure_modification':
      return wanted.length === 0 || power.access.write > 0;
    case 'tagging_actions_without_constraints':
      return wanted.length > 0 === power.access.tagging > 0;
    case 'all_allowed_actions':
    case 'all_allowed_unrestricted_actions': {
      const all = new Set(
        policy.statements
          .filter(({ effect }) => effect === 'Allow')
          .flatMap(({ actions = [] }) => actions.flatMap(expandAction)),
      );
      return wanted.length === 0
        ? power.access.read + power.access.write + power.access.list === 0
        : // The peer's table is of another week than ours: a handful of actions in some twenty thousand came or went.
          wanted.filter((action) => !all.has(action)).length <= wanted.length / 1000;
    }
    case 'contains_statement_using_not_action':
      return policy.statements.some(({ notActions }) => notActions !== undefined);
    case 'has_not_resource_with_allow':
      return (
        policy.statements.some(({ effect, notResources }) => effect === 'Allow' && notResources !== undefined) ===
        expected
      );
    case 'missing_resource_constraints':
    case 'missing_resource_constraints_for_modify_actions':
      return wanted.length > 0 === policy.statements.some(({ resources }) => resources?.includes('*') ?? false);
    case 'services_in_use':
      return same(Object.keys(power.services));
    case 'internet_accessible_actions': {
      const verdict = exposureOf(policy, { type: 'resource', account: '999999999999' });
      return same(verdict.statements.filter(({ exposure }) => isOpen(exposure)).flatMap(({ actions }) => actions));
    }
    case 'role_assumable_by_any_principal':
      return wanted.length > 0 === (isOpen(trust().exposure) && !conditional);
    case 'role_assumable_by_any_principal_with_conditions':
      return wanted.length > 0 === (principalsOpen && conditional);
    case 'role_assumable_by_compute_services': {
      const services = policy.statements
        .filter(({ effect }) => effect === 'Allow')
        .flatMap(({ principals = [] }) =>
          principals.flatMap(({ kind, name }) => (kind === 'service' ? [name?.split('.')[0]] : [])),
        );
      return wanted.every((service) => services.includes(service));
    }
    case 'role_assumable_by_cross_account_principals': {
      const foreign = policy.statements.flatMap((statement) =>
        (statement.principals ?? []).flatMap((principal) => {
          const one = { ...policy, statements: [{ ...statement, principals: [principal] }] };
          const { exposure } = exposureOf(one, {
            type: 'trust',
            ...(current_account_id && { account: current_account_id }),
            trustedAccounts: exclusions?.['known-accounts'] ?? [],
          });
          return exposure === 'other-account' || exposure === 'unknown' ? [principal.value] : [];
        }),
      );
      return same(foreign);
    }
    default:
      throw new Error(`no comparison for ${cls}.${method}`);
  }
};

interface LintCase {
  readonly policy_string: string;
  readonly expected_findings: readonly string[];
}

const parliament = read<LintCase>('policy-parliament');

/** The findings of the linter that are ours to make; the others are about style, or about conditions and types. */
const lintFindings: Readonly<Record<string, (report: ReturnType<typeof judgePolicy>) => boolean>> = {
  MALFORMED_JSON: ({ problems }) => problems.some(({ code }) => code === 'malformed-json'),
  MALFORMED: ({ problems }) =>
    problems.some(({ code }) =>
      /^(?:missing|contradicting|malformed-statement|unknown-element|invalid-version|invalid-effect)/.test(code),
    ),
  INVALID_SID: ({ problems }) => problems.some(({ code }) => code === 'invalid-sid'),
  DUPLICATE_SID: ({ problems }) => problems.some(({ code }) => code === 'duplicate-sid'),
  UNKNOWN_ACTION: ({ problems }) =>
    problems.some(
      ({ code }) => code === 'unknown-action' || code === 'matches-no-action' || code === 'unknown-service',
    ),
  UNKNOWN_OPERATOR: ({ problems }) => problems.some(({ code }) => code === 'unknown-operator'),
  INVALID_ARN: ({ problems }) => problems.some(({ code }) => code === 'invalid-arn' || code === 'unresolved-value'),
  PRIVILEGE_ESCALATION: ({ privilegeEscalation }) => privilegeEscalation.length > 0,
  CREDENTIALS_EXPOSURE: ({ credentialExposure }) => credentialExposure.length > 0,
  PERMISSIONS_MANAGEMENT_ACTIONS: ({ access }) => access.permissions > 0,
};

const agreesWithParliament = ({ policy_string, expected_findings }: LintCase): boolean => {
  const report = judgePolicy({ policy: policy_string });
  return Object.entries(lintFindings).every(([finding, found]) => {
    const expected = expected_findings.includes(finding);
    // The linter reports what the policy grants only where its community auditors ran.
    if (!expected && /^(?:PRIVILEGE|CREDENTIALS|PERMISSIONS)/.test(finding)) return true;
    return found(report) === expected;
  });
};

describe.skipIf(universe.length === 0)('policyuniverse', () => {
  it('agrees with every case, but for the differences', () => {
    compare('policyuniverse', universe.map(agreesWithUniverse));
  });
});

describe.skipIf(splaining.length === 0)('cloudsplaining', () => {
  it('agrees with every case, but for the differences', () => {
    compare('cloudsplaining', splaining.map(agreesWithSplaining));
  });
});

describe.skipIf(parliament.length === 0)('parliament', () => {
  it('agrees with every case, but for the differences', () => {
    compare('parliament', parliament.map(agreesWithParliament));
  });
});

interface Pathfinding {
  readonly id: string;
  readonly required: readonly string[];
}

const pathfindingFile = sharedData('privilege-escalation', 'pathfinding.json');
const pathfinding: readonly Pathfinding[] = pathfindingFile ? JSON.parse(readFileSync(pathfindingFile, 'utf8')) : [];
const methodsFile = sharedData('policy-cloudsplaining', 'privesc-methods.json');
const methods: Readonly<Record<string, readonly string[]>> = methodsFile
  ? JSON.parse(readFileSync(methodsFile, 'utf8'))
  : {};

const allow = (actions: readonly string[]) =>
  powerOf([
    {
      name: 'p',
      policy: parsePolicy({ Version: '2012-10-17', Statement: { Effect: 'Allow', Action: actions, Resource: '*' } }),
    },
  ]);

describe.skipIf(pathfinding.length === 0)('pathfinding.cloud', () => {
  it.each(pathfinding)('$id is found by what it requires, and by nothing less', ({ id, required }) => {
    expect(allow(required).privilegeEscalation.map(({ path }) => path)).toContain(id);
    for (const missing of required) {
      const rest = required.filter((action) => action !== missing);
      expect(allow(rest).privilegeEscalation.map(({ path }) => path)).not.toContain(id);
    }
  });

  it('has its paths under their own ids, with the actions that it lists', () => {
    const ours = new Map(allow(['*']).privilegeEscalation.map(({ path, actions }) => [path, lower(actions)]));
    for (const { id, required } of pathfinding)
      expect({ id, actions: ours.get(id) }).toEqual({ id, actions: lower(required) });
  });
});

describe.skipIf(Object.keys(methods).length === 0)('the methods of cloudsplaining', () => {
  const listed = differing('cloudsplaining');

  it.each(Object.entries(methods))('%s is found by its own actions, but for the differences', (name, actions) => {
    expect(allow(actions).privilegeEscalation.length > 0).toBe(!listed.has(name));
  });
});
