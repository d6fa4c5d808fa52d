import type { Shown } from '../shared/map/view.ts';

/** Where an arrow key leads from a resource: along the flow, against it, or to the next one of the same layer. */
export const stepFrom = ({ nodes, edges }: Shown, id: string, key: string): string | undefined => {
  if (key === 'ArrowRight') return edges.find(({ from }) => from === id)?.to;
  if (key === 'ArrowLeft') return edges.find(({ to }) => to === id)?.from;
  if (key !== 'ArrowUp' && key !== 'ArrowDown') return undefined;
  const here = nodes.find((node) => node.id === id);
  const column = nodes.filter(({ layer, application }) => layer === here?.layer && application === here?.application);
  const index = column.findIndex((node) => node.id === id);
  return column[index + (key === 'ArrowDown' ? 1 : -1)]?.id;
};
