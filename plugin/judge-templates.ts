import { readFileSync } from 'node:fs';
import { type Context, emptyContext } from '../shared/engine/context.ts';
import { compareSeverity, type Severity } from '../shared/engine/severity.ts';
import { rules } from '../shared/rules/index.generated.ts';
import { nestedFinder } from '../shared/template/assembly.ts';
import { judgeApplication, type TemplateFinding } from '../shared/template/judge.ts';
import { loadApplication, type StackSource } from '../shared/template/stack-worlds.ts';

export interface TrailwardenOptions {
  /** Findings from this severity on stop the synthesis; default `high`. */
  readonly failOn?: Severity;
  /** Own and trusted accounts, suppressions and what else a configuration file says. */
  readonly context?: Partial<Context>;
  /** What suppressions run out against; default: the time of the synthesis. */
  readonly now?: Date;
}

const read = (path: string): string | undefined => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
};

/** Judges stacks that are deployed together. Nested ones that are listed too are judged with their parents only. */
export const judgeStacks = (
  sources: readonly StackSource[],
  options: TrailwardenOptions,
): readonly TemplateFinding[] => {
  const nested = new Set<string>();
  const files = {
    read: (path: string) => {
      const text = read(path);
      if (text !== undefined) nested.add(path);
      return text;
    },
  };
  const find = nestedFinder(files, { account: undefined, region: undefined, parameters: {} });
  const first = loadApplication(sources, find);
  const roots = sources.filter(({ parsed }) => parsed.document && !nested.has(parsed.document.file));
  const { worlds } = roots.length === sources.length ? first : loadApplication(roots, find);
  const now = `${(options.now ?? new Date()).toISOString().slice(0, 19)}Z`;
  return judgeApplication(worlds, rules, { ...emptyContext, ...options.context }, now).findings.filter(
    ({ finding }) => finding.status === 'active' && finding.verdict !== 'unknown',
  );
};

/** Whether a finding is as bad as what stops a synthesis. */
export const isFailure = ({ finding }: TemplateFinding, { failOn = 'high' }: TrailwardenOptions): boolean =>
  compareSeverity(finding.severity, failOn) >= 0;
