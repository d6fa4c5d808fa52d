import type { Renderer } from '../render.ts';
import type { TemplateResource } from '../resolve.ts';
import { apiMappers } from './api.ts';
import { applicationMappers } from './applications.ts';
import { dataMappers } from './data.ts';
import { eventMappers } from './events.ts';
import { iamMappers } from './iam.ts';
import { invokerMappers } from './invokers.ts';
import { lambdaMappers } from './lambda.ts';
import { messagingMappers } from './messaging.ts';
import { type TemplateEffect, type View, viewOf } from './view.ts';

/** What a resource of a template means for the inventory; `resources` are the paths of REST APIs by their id. */
type Mapper = (view: View, resources: ReadonlyMap<string, View>) => readonly TemplateEffect[];

const mappers: ReadonlyMap<string, Mapper> = new Map<string, Mapper>(
  [
    apiMappers,
    applicationMappers,
    dataMappers,
    eventMappers,
    iamMappers,
    invokerMappers,
    lambdaMappers,
    messagingMappers,
  ].flatMap((group) => Object.entries<Mapper>(group)),
);

/** The resource types that have a place in the inventory. */
export const mappedTypes: readonly string[] = [...mappers.keys()].sort();

/** An effect with the resource of the template that it comes from. */
export interface StackEffect extends TemplateEffect {
  readonly logicalId: string;
}

/** What the resources of a stack mean for the inventory. */
export const effectsOf = (resources: readonly TemplateResource[], renderer: Renderer): readonly StackEffect[] => {
  const paths = new Map<string, View>();
  for (const resource of resources) {
    if (resource.type !== 'AWS::ApiGateway::Resource') continue;
    const view = viewOf(resource, renderer);
    paths.set(view.name, view);
  }
  return resources.flatMap((resource) => {
    const mapper = mappers.get(resource.type);
    if (!mapper) return [];
    const { logicalId } = resource;
    return mapper(viewOf(resource, renderer), paths).map((effect) => ({ ...effect, logicalId }));
  });
};
