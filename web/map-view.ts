import cytoscape from 'cytoscape';
import { layoutOf } from '../shared/map/layout.ts';
import { reachable } from '../shared/map/neighbourhood.ts';
import { groupOf, groupsInOrder } from '../shared/map/view.ts';
import { h } from './dom.ts';
import { drawingStyle } from './drawing-style.ts';
import { elementsOf } from './elements.ts';
import { onPaletteChange, palette } from './palette.ts';
import type { Store } from './state.ts';
import { stepFrom } from './walk.ts';

/** More resources than this begin with their groups collapsed: an overview comes before details. */
const mostAtOnce = 160;
/** From here on a moving picture is drawn from a copy. */
const manyElements = 1_500;

export interface MapView {
  readonly element: HTMLElement;
  fitAll(): void;
  zoom(factor: number): void;
  toggle(group: string): void;
  collapseAll(collapsed: boolean): void;
  /** Brings a resource into sight, and opens its group. */
  show(id: string): void;
}

/** The drawing: groups as boxes or cards, resources by layer, flow as arrows. */
export const createMapView = (store: Store): MapView => {
  const canvas = h('div', {
    class: 'canvas',
    tabindex: 0,
    role: 'application',
    'aria-label':
      'Drawing of the map. Arrow keys walk from the chosen resource along the flow, plus and minus zoom, F shows ' +
      'everything. The list of resources says the same in words.',
  });
  const cy = cytoscape({
    container: canvas,
    style: drawingStyle(palette()),
    layout: { name: 'preset' },
    minZoom: 0.03,
    maxZoom: 3,
    autoungrabify: true,
    boxSelectionEnabled: false,
    selectionType: 'single',
    hideEdgesOnViewport: false,
    textureOnViewport: store.state.data.map.nodes.length > manyElements,
    pixelRatio: store.state.data.map.nodes.length > manyElements ? 1 : 'auto',
  });
  let collapsed = new Set<string>();
  /** Groups that a person opened or closed by hand stay so. */
  const byHand = new Map<string, boolean>();

  const groupsNow = () => groupsInOrder(store.shown.nodes, store.state.view.grouping);

  const decideCollapsed = (groups: readonly string[]): void => {
    const many = store.shown.nodes.length > mostAtOnce;
    collapsed = new Set(groups.filter((group) => byHand.get(group) ?? (many && groups.length > 1)));
  };

  const highlight = (): void => {
    const { selected } = store.state;
    cy.batch(() => {
      cy.elements().removeClass('far near chosen');
      if (selected === null) return;
      const node = cy.getElementById(selected);
      if (node.empty()) return;
      node.addClass('chosen');
      node.connectedEdges().addClass('near');
      const { edges } = store.shown;
      const onTheWay = new Set([
        selected,
        ...reachable(edges, selected, 'upstream').keys(),
        ...reachable(edges, selected, 'downstream').keys(),
      ]);
      const owner = (id: string): string =>
        id.startsWith('findings ') || id.startsWith('power ') ? id.slice(id.indexOf(' ') + 1) : id;
      cy.nodes('.resource, .badge').forEach((one) => {
        if (!onTheWay.has(owner(one.id()))) one.addClass('far');
      });
      cy.edges().forEach((edge) => {
        const ends = [edge.source().id(), edge.target().id()];
        if (!ends.every((id) => onTheWay.has(id) || id.startsWith('group '))) edge.addClass('far');
      });
    });
  };

  const draw = (refit: boolean): void => {
    const groups = groupsNow();
    decideCollapsed(groups);
    const { view } = store.state;
    const placed = store.shown.nodes.map((node) => ({
      id: node.id,
      layer: node.layer,
      group: groupOf(node, view.grouping),
    }));
    const aspect = canvas.clientHeight > 0 ? canvas.clientWidth / canvas.clientHeight : 1.6;
    const layout = layoutOf(placed, store.shown.edges, groups, collapsed, aspect);
    cy.batch(() => {
      cy.elements().remove();
      cy.add(elementsOf(store.shown, layout, view));
    });
    highlight();
    if (refit) fitAll();
  };

  const fitAll = (): void => {
    cy.resize();
    cy.fit(undefined, 24);
    if (cy.zoom() > 1.15) {
      cy.zoom(1.15);
      cy.center();
    }
  };

  const toggle = (group: string): void => {
    byHand.set(group, !collapsed.has(group));
    draw(false);
    const box = cy.getElementById(`group ${group}`);
    cy.fit(box, 40);
    if (cy.zoom() > 1.1) {
      cy.zoom(1.1);
      cy.center(box);
    }
  };

  cy.on('tap', (event) => {
    if (event.target === cy) store.update({ selected: null });
  });
  cy.on('tap', '.resource', (event) => store.update({ selected: event.target.id() }));
  cy.on('tap', '.card', (event) => toggle(event.target.data('group')));
  cy.on('dbltap', '.box', (event) => toggle(event.target.data('group')));
  cy.on('tap', '.box', () => store.update({ selected: null }));
  cy.on('mouseover', '.resource, .card', () => canvas.classList.add('pointing'));
  cy.on('mouseout', '.resource, .card', () => canvas.classList.remove('pointing'));

  const view: MapView = {
    element: canvas,
    fitAll,
    toggle,
    zoom: (factor) =>
      cy.zoom({ level: cy.zoom() * factor, renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } }),
    collapseAll(collapse) {
      byHand.clear();
      for (const group of groupsNow()) byHand.set(group, collapse);
      draw(true);
    },
    show(id) {
      const node = store.nodes.get(id);
      if (node === undefined) return;
      const group = groupOf(node, store.state.view.grouping);
      if (collapsed.has(group)) {
        byHand.set(group, false);
        draw(false);
      }
      // The panel beside may have just come or gone.
      cy.resize();
      const drawn = cy.getElementById(id);
      if (drawn.empty()) return;
      if (cy.zoom() < 0.6) cy.zoom(0.9);
      cy.center(drawn);
    },
  };

  canvas.addEventListener('keydown', (event) => {
    const { selected } = store.state;
    const next = selected === null ? undefined : stepFrom(store.shown, selected, event.key);
    if (next !== undefined) {
      store.update({ selected: next });
      view.show(next);
    } else if (event.key === 'f') fitAll();
    else if (event.key === '+') view.zoom(1.25);
    else if (event.key === '-') view.zoom(0.8);
    else if (event.key === 'Escape') store.update({ selected: null });
    else if (event.key.startsWith('Arrow')) {
      const far = 80;
      const along = event.key === 'ArrowLeft' || event.key === 'ArrowUp' ? far : -far;
      cy.panBy(event.key === 'ArrowUp' || event.key === 'ArrowDown' ? { x: 0, y: along } : { x: along, y: 0 });
    } else return;
    event.preventDefault();
  });

  store.subscribe((state, before) => {
    if (state.view !== before.view) draw(true);
    // A picture that begins empty has nothing that could be kept in place.
    else if (state.data !== before.data) draw(before.data.map.nodes.length === 0);
    else if (state.selected !== before.selected) highlight();
  });
  onPaletteChange(() => cy.style(drawingStyle(palette())));
  new ResizeObserver(() => cy.resize()).observe(canvas);
  requestAnimationFrame(() => {
    draw(true);
    if (store.state.selected !== null) view.show(store.state.selected);
    document.documentElement.dataset['drawn'] = 'yes';
  });
  Object.assign(canvas, { cytoscape: cy });
  return view;
};
