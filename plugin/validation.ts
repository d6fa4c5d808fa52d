import { readFileSync } from 'node:fs';
import {
  type IPolicyValidationContext,
  type IPolicyValidationPlugin,
  type PolicyValidationPluginReport,
  type PolicyViolation,
  Stack,
} from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { rules } from '../shared/rules/index.generated.ts';
import type { TemplateFinding } from '../shared/template/judge.ts';
import { parseTemplate } from '../shared/template/parse.ts';
import type { StackSource } from '../shared/template/stack-worlds.ts';
import { isFailure, judgeStacks, type TrailwardenOptions } from './judge-templates.ts';

/** The names of the stacks by construct path; what is synthesized is named after them. */
const stackNames = (root: IConstruct): ReadonlyMap<string, string> =>
  new Map(
    root.node
      .findAll()
      .filter((node): node is Stack => Stack.isStack(node))
      .map((stack) => [stack.node.path, stack.stackName]),
  );

const sourcesOf = ({ stackTemplates, appConstruct }: IPolicyValidationContext): readonly StackSource[] => {
  const names = stackNames(appConstruct);
  return stackTemplates.map(({ templatePath, stackConstructPath, accountId, region }) => ({
    parsed: parseTemplate(templatePath, readFileSync(templatePath, 'utf8')),
    stackName: names.get(stackConstructPath),
    account: accountId,
    region,
    parameters: {},
  }));
};

/** One violation for each rule, with the resources that it is violated by. */
const violationsOf = (findings: readonly TemplateFinding[]): PolicyViolation[] => {
  const byRule = new Map<string, TemplateFinding[]>();
  for (const found of findings) byRule.set(found.finding.rule, [...(byRule.get(found.finding.rule) ?? []), found]);
  return [...byRule].map(([ruleName, found]) => {
    const [{ finding } = found[0] as TemplateFinding] = found;
    return {
      ruleName,
      description: `${finding.title}: ${[...new Set(found.map((one) => one.finding.message))].join('; ')}`,
      fix: finding.remediation,
      severity: finding.severity,
      ruleMetadata: { attack: finding.attack.join(', '), findings: found.map((one) => one.finding.id).join(', ') },
      violatingResources: found.map(({ source }) => ({
        resourceLogicalId: source.logicalId ?? '',
        templatePath: source.file,
        locations: source.path === undefined ? [] : [source.path],
      })),
    };
  });
};

/**
 * Reports the findings of the rules during `cdk synth`, and stops it where one is as severe as `failOn`:
 * `Validations.of(app).addPlugins(new TrailwardenValidation())`. Suppressions stand in the metadata of a construct's
 * resource, under `Trailwarden`.
 */
export class TrailwardenValidation implements IPolicyValidationPlugin {
  readonly name = 'trailwarden';
  readonly version = '0.1.0';
  readonly ruleIds = rules.map(({ id }) => id);
  readonly #options: TrailwardenOptions;

  constructor(options: TrailwardenOptions = {}) {
    this.#options = options;
  }

  validate(context: IPolicyValidationContext): PolicyValidationPluginReport {
    const findings = judgeStacks(sourcesOf(context), this.#options);
    const violations = violationsOf(findings.filter((found) => isFailure(found, this.#options)));
    const below = findings.length - findings.filter((found) => isFailure(found, this.#options)).length;
    return { success: violations.length === 0, violations, metadata: { 'findings below the limit': String(below) } };
  }
}
