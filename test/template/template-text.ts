import type { TemplateContext } from '../../shared/template/parameters.ts';
import { resolveText, type TemplateResource, type TemplateStack } from '../../shared/template/resolve.ts';

/** The one stack of a template that has only one world and nothing wrong with it. */
export const stackOf = (text: string, context: TemplateContext = {}): TemplateStack => {
  const { stacks, problems } = resolveText('template.yaml', text, { defaultsDecide: true, ...context });
  const [stack] = stacks;
  if (!stack || stacks.length !== 1 || problems.length > 0)
    throw new Error(JSON.stringify({ stacks: stacks.length, problems }));
  return stack;
};

export const resourceOf = (stack: TemplateStack, logicalId: string): TemplateResource => {
  const found = stack.resources.find((resource) => resource.logicalId === logicalId);
  if (!found)
    throw new Error(`no ${logicalId} among ${stack.resources.map((resource) => resource.logicalId).join(', ')}`);
  return found;
};

/** Where and what is wrong, one line each. */
export const problemsOf = (text: string): readonly string[] =>
  resolveText('template.yaml', text, {}).problems.map(
    ({ severity, line, column, message }) => `${severity} ${line}:${column} ${message}`,
  );
