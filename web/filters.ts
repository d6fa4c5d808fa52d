import { type Severity, severities } from '../shared/engine/severity.ts';
import { type Grouping, groupings } from '../shared/map/view.ts';
import { exposures } from '../shared/policy/exposure-order.ts';
import { h, replace } from './dom.ts';
import type { Store } from './state.ts';
import { counted, exposureWords } from './words.ts';

const select = (
  label: string,
  options: readonly (readonly [value: string, text: string])[],
  value: string,
  onChange: (value: string) => void,
): HTMLElement => {
  const element = h(
    'select',
    {},
    ...options.map(([key, text]) => h('option', { value: key, selected: key === value }, text)),
  );
  element.addEventListener('change', () => onChange(element.value));
  return h('label', { class: 'field' }, label, element);
};

const depths = [
  ['1', 'one step'],
  ['2', 'two steps'],
  ['3', 'three steps'],
  ['all', 'as far as it goes'],
] as const;

/** Search, grouping and filters; what is left is said aloud. */
export const createFilters = (store: Store): HTMLElement => {
  const { view } = store.state;
  const search = h('input', { type: 'search', placeholder: 'name, kind, ARN, owner', 'aria-keyshortcuts': '/' });
  let waiting = 0;
  search.addEventListener('input', () => {
    clearTimeout(waiting);
    waiting = window.setTimeout(() => store.look({ search: search.value }), 180);
  });
  document.addEventListener('keydown', (event) => {
    const typing = event.target instanceof HTMLElement && /^(?:INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
    if (event.key !== '/' || typing) return;
    event.preventDefault();
    search.focus();
  });
  const chosen = new Set(view.exposures);
  const boxes = exposures.map((exposure) => {
    const box = h('input', { type: 'checkbox', value: exposure });
    box.addEventListener('change', () => {
      if (box.checked) chosen.add(exposure);
      else chosen.delete(exposure);
      store.look({ exposures: new Set(chosen) });
    });
    return { exposure, box, label: h('label', { class: 'check' }, box, exposureWords[exposure] ?? exposure) };
  });
  const choices = h('fieldset', {}, h('legend', {}, 'Exposure'), ...boxes.map(({ label }) => label));
  /** What nothing has is not offered, unless it is chosen. */
  const offer = (): void => {
    const present = new Set(store.state.data.map.nodes.map(({ exposure }) => exposure));
    for (const { exposure, box, label } of boxes) label.hidden = !present.has(exposure) && !box.checked;
    choices.hidden = boxes.every(({ label }) => label.hidden);
  };
  const since = h('input', { type: 'date', value: view.since?.slice(0, 10) });
  since.addEventListener('change', () => store.look({ since: since.value === '' ? null : `${since.value}T00:00:00Z` }));
  const observed = h('input', { type: 'checkbox' });
  observed.addEventListener('change', () => store.look({ observedOnly: observed.checked }));
  const focus = h('div', { class: 'focus' });
  const summary = h('p', { role: 'status', class: 'quiet' });

  const say = (): void => {
    const { nodes, edges, matches, isFiltered } = store.shown;
    const around = nodes.length - matches.size;
    summary.textContent = isFiltered
      ? `${counted(matches.size, 'match', 'matches')}, with ${around} next to them`
      : `${counted(nodes.length, 'resource')}, ${counted(edges.length, 'flow')}`;
    const { focus: id, depth } = store.state.view;
    replace(
      focus,
      ...(id === null
        ? []
        : [
            h('p', {}, 'Focus on ', h('strong', {}, store.nodes.get(id)?.name ?? id)),
            select('How far', depths, Number.isFinite(depth) ? String(depth) : 'all', (value) =>
              store.look({ depth: value === 'all' ? Number.POSITIVE_INFINITY : Number(value) }),
            ),
            h('button', { onclick: () => store.look({ focus: null }) }, 'Back to the whole map'),
          ]),
    );
  };
  store.subscribe((state, before) => {
    if (state.data !== before.data) offer();
    if (state.view !== before.view || state.data !== before.data) say();
  });
  offer();
  say();

  return h(
    'form',
    { class: 'filters', role: 'search', onsubmit: (event) => event.preventDefault() },
    h('label', { class: 'field' }, 'Search ( / )', search),
    focus,
    select(
      'Group by',
      groupings.map((grouping) => [grouping, grouping === 'account' ? 'account and Region' : grouping] as const),
      view.grouping,
      (value) => store.look({ grouping: value as Grouping }),
    ),
    select(
      'Findings',
      [
        ['', 'with or without'],
        ...severities
          .toReversed()
          .map((severity) => [severity, severity === 'critical' ? severity : `${severity} and worse`] as const),
      ],
      '',
      (value) => store.look({ severity: value === '' ? null : (value as Severity) }),
    ),
    h('label', { class: 'field' }, 'Changed since', since),
    choices,
    h('label', { class: 'check' }, observed, 'only flow seen in the trail'),
    summary,
  );
};
