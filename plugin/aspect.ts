import { Annotations, CfnElement, type IAspect, Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { parseTemplate } from '../shared/template/parse.ts';
import { isFailure, judgeStacks, type TrailwardenOptions } from './judge-templates.ts';

/** What a stack knows of its template before it is written; the CDK has no public name for it. */
interface Synthesizable {
  _toCloudFormation(): object;
}

const elementsOf = (stack: Stack): ReadonlyMap<string, CfnElement> =>
  new Map(
    stack.node
      .findAll()
      .filter((node): node is CfnElement => CfnElement.isCfnElement(node) && Stack.of(node) === stack)
      .map((element) => [String(stack.resolve(element.logicalId)), element]),
  );

/**
 * Annotates the constructs of a stack with the findings on them, for tests: `Aspects.of(stack).add(new
 * TrailwardenAspect())`, then `Annotations.fromStack(stack).hasNoError('*', Match.anyValue())`. What is as severe as
 * `failOn` is an error, the rest a warning. A stack is judged by itself; what other stacks say of it only the
 * validation plugin sees.
 */
export class TrailwardenAspect implements IAspect {
  readonly #options: TrailwardenOptions;

  constructor(options: TrailwardenOptions = {}) {
    this.#options = options;
  }

  visit(node: IConstruct): void {
    if (!Stack.isStack(node)) return;
    const template: unknown = node.resolve((node as unknown as Synthesizable)._toCloudFormation());
    const { account, region } = node;
    const known = (text: string): string | undefined => (/^\$\{Token|^unknown-/.test(text) ? undefined : text);
    const parsed = parseTemplate(`${node.node.path}.template.json`, JSON.stringify(template));
    const source = {
      parsed,
      stackName: node.stackName,
      account: known(account),
      region: known(region),
      parameters: {},
    };
    const elements = elementsOf(node);
    for (const found of judgeStacks([source], this.#options)) {
      const annotations = Annotations.of(elements.get(found.source.logicalId ?? '') ?? node);
      const { rule, title, message, remediation } = found.finding;
      const text = `${title}: ${message}. ${remediation}`;
      if (isFailure(found, this.#options)) annotations.addError(`${text} [trailwarden:${rule}]`);
      else annotations.addWarningV2(`trailwarden:${rule}`, text);
    }
  }
}
