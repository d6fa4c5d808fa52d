import type { MapNode } from '../shared/map/model.ts';
import { layers } from '../shared/map/model.ts';
import { groupOf, groupsInOrder } from '../shared/map/view.ts';
import { h, replace } from './dom.ts';
import type { Store } from './state.ts';
import { counted, inWords, isWide, kindWords } from './words.ts';

const layerWords = {
  source: 'Sources',
  trigger: 'Triggers',
  function: 'Functions',
  role: 'Roles',
  data: 'Data',
} as const;

/** Fewer groups than this are open from the start. */
const fewGroups = 3;

const item = (node: MapNode, choose: (id: string) => void, isChosen: boolean): HTMLElement =>
  h(
    'li',
    {},
    h(
      'button',
      {
        class: 'link',
        'aria-label': inWords(node),
        'aria-current': isChosen ? 'true' : null,
        'data-id': node.id,
        onclick: () => choose(node.id),
      },
      node.name,
    ),
    h('span', { class: 'quiet' }, ` ${kindWords(node.kind)}`),
    isWide(node) ? h('span', { class: `exposed ${node.exposure}` }, ` ${node.exposure}`) : null,
    node.worst === null ? null : h('span', { class: `severity ${node.worst}` }, String(node.findings)),
  );

/** The map in words: groups, layers, resources. It says everything that the drawing says. */
export const createList = (store: Store, choose: (id: string) => void): HTMLElement => {
  const list = h('nav', { class: 'list', 'aria-label': 'Resources of the map' });
  const opened = new Set<string>();

  const contents = (nodes: readonly MapNode[]): HTMLElement[] =>
    layers.flatMap((layer) => {
      const found = nodes.filter((node) => node.layer === layer);
      if (found.length === 0) return [];
      const items = found.map((node) => item(node, choose, node.id === store.state.selected));
      return [h('h4', {}, `${layerWords[layer]} (${found.length})`), h('ul', { class: 'plain' }, ...items)];
    });

  const show = (): void => {
    const { grouping } = store.state.view;
    const asked = store.shown.nodes.filter(({ id }) => store.shown.matches.has(id));
    const members = new Map<string, MapNode[]>();
    for (const node of asked)
      members.set(groupOf(node, grouping), [...(members.get(groupOf(node, grouping)) ?? []), node]);
    const groups = groupsInOrder(asked, grouping);
    const elements = groups.map((group) => {
      const nodes = members.get(group) ?? [];
      const body = h('div');
      const isOpen = opened.has(group) || groups.length < fewGroups;
      const details = h(
        'details',
        { open: isOpen },
        h('summary', {}, group, h('span', { class: 'quiet' }, ` ${counted(nodes.length, 'resource')}`)),
        body,
      );
      // A group's contents are made when it is opened: thousands of resources would slow every reader down.
      details.addEventListener('toggle', () => {
        if (details.open) opened.add(group);
        else opened.delete(group);
        if (details.open && body.childElementCount === 0) replace(body, ...contents(nodes));
      });
      if (isOpen) replace(body, ...contents(nodes));
      return details;
    });
    replace(list, h('h2', {}, 'Resources'), ...elements);
  };
  store.subscribe((state, before) => {
    if (state.view !== before.view || state.data !== before.data) show();
    else if (state.selected !== before.selected) {
      list.querySelector('[aria-current]')?.removeAttribute('aria-current');
      for (const button of list.querySelectorAll<HTMLElement>('button[data-id]'))
        if (button.dataset['id'] === state.selected) button.setAttribute('aria-current', 'true');
    }
  });
  show();
  return list;
};
