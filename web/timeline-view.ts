import type { PageChange } from '../shared/map/page-data.ts';
import { h, replace } from './dom.ts';
import type { Store } from './state.ts';
import { counted, kindWords } from './words.ts';

const mostShown = 400;

const mostNamed = 6;

const namesOf = ({ facets }: PageChange): string => {
  const names = facets.slice(0, mostNamed).map(({ name }) => name);
  const more = facets.length - names.length;
  return more === 0 ? names.join(', ') : `${names.join(', ')} and ${more} more`;
};

const entry = (change: PageChange, titles: ReadonlyMap<string, string>, showOnMap: (id: string) => void): HTMLElement =>
  h(
    'li',
    { class: change.steps.some(({ kind }) => kind !== 'resolved' && kind !== 'suppressed') ? 'raised' : null },
    h('time', { datetime: change.time }, change.time.slice(11, 19)),
    h(
      'div',
      {},
      h('strong', {}, change.call),
      ' on ',
      h('button', { class: 'link', onclick: () => showOnMap(change.resource) }, change.resourceName),
      h('span', { class: 'quiet' }, ` ${kindWords(change.resourceKind)} · ${change.who}`),
      ...change.steps.map(({ kind, finding }) =>
        h('p', { class: `step ${kind}` }, `${kind}: ${titles.get(finding) ?? finding}`),
      ),
      change.facets.length === 0
        ? null
        : h(
            'details',
            {},
            h('summary', {}, `changed ${namesOf(change)}`),
            h(
              'dl',
              { class: 'answers' },
              ...change.facets.flatMap(({ name, before, after }) => [
                h('dt', {}, name),
                h('dd', {}, h('del', {}, before), h('ins', {}, after)),
              ]),
            ),
          ),
    ),
  );

/** What changed, when, by whom, and what it did to findings; newest first. */
export const createTimelineView = (store: Store, showOnMap: (id: string) => void): HTMLElement => {
  const search = h('input', { type: 'search', placeholder: 'call, resource, who' });
  const raised = h('input', { type: 'checkbox' });
  const said = h('p', { role: 'status', class: 'quiet' });
  const list = h('div');
  const show = (): void => {
    const { data, view } = store.state;
    const words = search.value
      .toLowerCase()
      .split(/\s+/)
      .filter((word) => word !== '');
    const found = data.changes.filter(
      (change) =>
        (view.since === null || change.time >= view.since) &&
        (!raised.checked || change.steps.length > 0) &&
        words.every((word) => `${change.call} ${change.resource} ${change.who}`.toLowerCase().includes(word)),
    );
    const titles = new Map(data.findings.map(({ id, severity, title }) => [id, `${severity}, ${title}`]));
    const left = data.changesLeftOut + Math.max(0, found.length - mostShown);
    said.textContent = `${counted(Math.min(found.length, mostShown), 'change')}${left > 0 ? `, ${left} older ones are not shown` : ''}`;
    const days = new Map<string, PageChange[]>();
    for (const change of found.slice(0, mostShown)) {
      const day = change.time.slice(0, 10);
      days.set(day, [...(days.get(day) ?? []), change]);
    }
    replace(
      list,
      ...[...days].flatMap(([day, changes]) => [
        h('h3', {}, day),
        h('ol', { class: 'timeline' }, ...changes.map((change) => entry(change, titles, showOnMap))),
      ]),
    );
  };
  search.addEventListener('input', show);
  raised.addEventListener('change', show);
  store.subscribe((state, before) => {
    if (state.data !== before.data || state.view.since !== before.view.since) show();
  });
  show();
  return h(
    'section',
    { class: 'page-list' },
    h(
      'form',
      { class: 'bar', onsubmit: (event) => event.preventDefault() },
      h('label', {}, 'Search ', search),
      h('label', { class: 'check' }, raised, 'only what moved a finding'),
    ),
    said,
    list,
  );
};
