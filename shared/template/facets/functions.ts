import type { Arn } from '../../arn.ts';
import { type FunctionRef, parseFunctionName } from '../../trail/functions.ts';
import type { Rendered, Renderer } from '../render.ts';
import { openName } from './view.ts';

/** The function that a value names: its ARN, its name and the alias or version that is meant. */
export const functionNamed = ({ place }: Renderer, { value, open }: Rendered): FunctionRef | undefined => {
  if (typeof value !== 'string') return undefined;
  const found = parseFunctionName(place, value);
  if (found) return found;
  return open.length === 0 ? undefined : parseFunctionName(place, openName(open));
};

/** The function in the URI of an integration or authorizer. */
export const functionInside = (renderer: Renderer, { value, open }: Rendered): Arn | undefined => {
  if (typeof value !== 'string') return undefined;
  const [, inner] = /:lambda:path\/[\d-]+\/functions\/(.+?)\/(?:response-streaming-)?invocations$/.exec(value) ?? [];
  if (inner === undefined && !/:lambda:[^:]*:[^:]*:function:/.test(value)) return undefined;
  return functionNamed(renderer, { value: inner ?? value, open })?.arn;
};
