import { severities } from '../shared/engine/severity.ts';
import type { MapNode } from '../shared/map/model.ts';
import { exposures } from '../shared/policy/exposure-order.ts';
import { powerLevels } from '../shared/policy/power-level.ts';
import { h, replace } from './dom.ts';
import type { Store } from './state.ts';
import { counted, exposureOf, kindWords, powerWords } from './words.ts';

interface Column {
  readonly title: string;
  readonly text: (node: MapNode) => string;
  /** What to sort by, smaller first. */
  readonly rank: (node: MapNode) => string | number;
}

const inOrder = (order: readonly string[], value: string | null): number =>
  value === null ? order.length : order.indexOf(value);

const columns: readonly Column[] = [
  { title: 'Name', text: ({ name }) => name, rank: ({ name }) => name.toLowerCase() },
  { title: 'Kind', text: ({ kind }) => kindWords(kind), rank: ({ kind }) => kind },
  { title: 'Application', text: ({ application }) => application, rank: ({ application }) => application },
  { title: 'Owner', text: ({ owner }) => owner ?? 'not known', rank: ({ owner }) => owner ?? '~' },
  { title: 'Exposure', text: (node) => exposureOf(node) ?? '', rank: ({ exposure }) => inOrder(exposures, exposure) },
  {
    title: 'Role power',
    text: ({ power }) => (power === null ? '' : (powerWords[power] ?? power)),
    rank: ({ power }) => inOrder(powerLevels, power),
  },
  {
    title: 'Findings',
    text: ({ findings, worst }) => (worst === null ? '' : `${findings}, worst ${worst}`),
    rank: ({ findings, worst }) => (worst === null ? 0 : -severities.indexOf(worst) * 10_000 - findings),
  },
  {
    title: 'Last change',
    text: ({ changed }) => changed ?? '',
    rank: ({ changed }) => -Date.parse(changed ?? '1970-01-01'),
  },
];

const mostRows = 500;

/** What is there, as a table that can be sorted; filters of the map hold here too. */
export const createInventoryView = (store: Store, showOnMap: (id: string) => void): HTMLElement => {
  let sorted = 6;
  let descending = false;
  const kind = h('select', {});
  const said = h('p', { role: 'status', class: 'quiet' });
  const body = h('tbody');
  const heads = columns.map(({ title }, index) =>
    h(
      'th',
      { scope: 'col' },
      h(
        'button',
        {
          class: 'link',
          onclick: () => {
            descending = sorted === index && !descending;
            sorted = index;
            show();
          },
        },
        title,
      ),
    ),
  );
  const show = (): void => {
    const asked = store.shown.nodes.filter(({ id }) => store.shown.matches.has(id));
    const kinds = [...new Set(asked.map((node) => node.kind))].sort();
    const chosen = kind.value;
    replace(
      kind,
      ...['', ...kinds].map((value) =>
        h('option', { value, selected: value === chosen }, value === '' ? 'all' : kindWords(value)),
      ),
    );
    const column = columns[sorted];
    const rows = asked
      .filter((node) => kind.value === '' || node.kind === kind.value)
      .map((node) => ({ node, rank: column?.rank(node) ?? 0 }))
      .sort((a, b) => (a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : a.node.id < b.node.id ? -1 : 1))
      .map(({ node }) => node);
    if (descending) rows.reverse();
    heads.forEach((head, index) => {
      head.setAttribute('aria-sort', index !== sorted ? 'none' : descending ? 'descending' : 'ascending');
    });
    said.textContent =
      rows.length > mostRows ? `the first ${mostRows} of ${rows.length} resources` : counted(rows.length, 'resource');
    replace(
      body,
      ...rows
        .slice(0, mostRows)
        .map((node) =>
          h(
            'tr',
            {},
            ...columns.map(({ text }, index) =>
              index === 0
                ? h(
                    'th',
                    { scope: 'row' },
                    h('button', { class: 'link', onclick: () => showOnMap(node.id) }, node.name),
                  )
                : h('td', {}, text(node)),
            ),
          ),
        ),
    );
  };
  kind.addEventListener('change', show);
  store.subscribe((state, before) => {
    if (state.data !== before.data || state.view !== before.view) show();
  });
  show();
  return h(
    'section',
    { class: 'page-list wide' },
    h(
      'form',
      { class: 'bar' },
      h('label', {}, 'Kind ', kind),
      h('span', { class: 'quiet' }, 'search and filters of the map hold here too'),
    ),
    said,
    h('table', {}, h('caption', { class: 'unseen' }, 'Inventory'), h('thead', {}, h('tr', {}, ...heads)), body),
  );
};
