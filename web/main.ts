import './style.css';
import type { PageData } from '../shared/map/page-data.ts';
import { createDetails } from './details.ts';
import { embedded, h } from './dom.ts';
import { createFilters } from './filters.ts';
import { createFindingsView } from './findings-view.ts';
import { createInventoryView } from './inventory-view.ts';
import { createLegend } from './legend.ts';
import { createList } from './list-view.ts';
import { createLive } from './live.ts';
import { createMapView } from './map-view.ts';
import { createStore, type Options, type Tab, tabs } from './state.ts';
import { createTimelineView } from './timeline-view.ts';

const store = createStore(embedded<PageData>('data'), embedded<Options>('options'));
const map = createMapView(store);

const choose = (id: string): void => {
  store.update({ selected: id, tab: 'map' });
  map.show(id);
};

const toolbar = h(
  'div',
  { class: 'toolbar', role: 'toolbar', 'aria-label': 'Drawing' },
  h('button', { onclick: () => map.fitAll() }, 'Fit'),
  h('button', { onclick: () => map.zoom(1.25), 'aria-label': 'Zoom in' }, '+'),
  h('button', { onclick: () => map.zoom(0.8), 'aria-label': 'Zoom out' }, '−'),
  h('button', { onclick: () => map.collapseAll(false) }, 'Open all groups'),
  h('button', { onclick: () => map.collapseAll(true) }, 'Close all groups'),
);

const panels: Readonly<Record<Tab, HTMLElement>> = {
  map: h(
    'div',
    { class: 'map' },
    h('div', { class: 'side' }, createFilters(store), createList(store, choose)),
    h('div', { class: 'stage' }, toolbar, map.element, createLegend()),
    createDetails(store, choose),
  ),
  findings: createFindingsView(store, choose),
  inventory: createInventoryView(store, choose),
  timeline: createTimelineView(store, choose),
};

const buttons = tabs.map((tab) =>
  h(
    'button',
    { role: 'tab', id: `tab-${tab}`, 'aria-controls': `panel-${tab}`, onclick: () => store.update({ tab }) },
    tab,
  ),
);

const showTab = (): void => {
  tabs.forEach((tab, index) => {
    const isShown = tab === store.state.tab;
    const panel = panels[tab];
    panel.hidden = !isShown;
    buttons[index]?.setAttribute('aria-selected', String(isShown));
    buttons[index]?.setAttribute('tabindex', isShown ? '0' : '-1');
  });
};

const tablist = h('div', { role: 'tablist', 'aria-label': 'Views' }, ...buttons);
tablist.addEventListener('keydown', (event) => {
  const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
  if (step === 0) return;
  const index = (tabs.indexOf(store.state.tab) + step + tabs.length) % tabs.length;
  store.update({ tab: tabs[index] ?? 'map' });
  buttons[index]?.focus();
});

for (const tab of tabs) {
  panels[tab].setAttribute('role', 'tabpanel');
  panels[tab].setAttribute('id', `panel-${tab}`);
  panels[tab].setAttribute('aria-labelledby', `tab-${tab}`);
}

const asOf = h('span', { class: 'quiet' });
const showSource = (): void => {
  const { source, asOf: time } = store.state.data;
  asOf.textContent = `${source}${time === null ? '' : `, as of ${time}`}`;
};
store.subscribe((state, before) => {
  if (state.tab !== before.tab) showTab();
  if (state.data !== before.data) showSource();
});

document
  .getElementById('page')
  ?.append(
    h('header', {}, h('h1', {}, 'Trailwarden'), tablist, asOf, createLive(store)),
    h('main', {}, ...tabs.map((tab) => panels[tab])),
  );
showTab();
showSource();
