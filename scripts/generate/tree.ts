import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Rule } from '../../shared/engine/rule.ts';
import type { Pattern, PatternDefinition } from '../../shared/patterns/pattern.ts';
import type { Cases } from '../../test/support/cases.ts';

export const root = join(import.meta.dirname, '../..');

/** A rule with its place in the tree (`lambda/lambda-role-changed`) and its cases. */
export interface Entry {
  readonly path: string;
  readonly service: string;
  readonly rule: Rule;
  /** Where the rule is a pattern over several calls. */
  readonly pattern?: PatternDefinition;
  readonly cases: Cases;
}

/** `<service>/<id>` of every file of a tree, sorted. */
export const pathsBelow = (folder: string, suffix: string): readonly string[] =>
  readdirSync(join(root, folder), { withFileTypes: true })
    .filter((service) => service.isDirectory())
    .flatMap((service) =>
      readdirSync(join(root, folder, service.name))
        .filter((file) => file.endsWith(suffix))
        .map((file) => `${service.name}/${file.slice(0, -suffix.length)}`),
    )
    .sort();

export const rulePaths = (): readonly string[] => pathsBelow('shared/rules', '.ts');

export const readCatalogue = (): Promise<readonly Entry[]> =>
  Promise.all(
    rulePaths().map(async (path) => ({
      path,
      service: path.slice(0, path.indexOf('/')),
      rule: ((await import(join(root, 'shared/rules', `${path}.ts`))) as { readonly default: Rule }).default,
      cases: ((await import(join(root, 'test/rules', `${path}.cases.ts`))) as { readonly default: Cases }).default,
    })),
  );

/** The ids of all patterns: the files `shared/patterns/pattern-<what>.ts`. */
export const patternIds = (): readonly string[] =>
  readdirSync(join(root, 'shared/patterns'))
    .filter((file) => file.startsWith('pattern-'))
    .map((file) => file.slice(0, -'.ts'.length))
    .sort();

export const readPatterns = (): Promise<readonly Entry[]> =>
  Promise.all(
    patternIds().map(async (id) => {
      const { default: pattern } = (await import(join(root, 'shared/patterns', `${id}.ts`))) as {
        readonly default: Pattern;
      };
      const { default: cases } = (await import(join(root, 'test/patterns', `${id}.cases.ts`))) as {
        readonly default: Cases;
      };
      const service = 'patterns over several calls';
      return { path: id, service, rule: pattern.rule, pattern: pattern.definition, cases };
    }),
  );
