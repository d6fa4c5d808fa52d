import type { MapNode } from '../shared/map/model.ts';
import type { PageData } from '../shared/map/page-data.ts';
import { everything, type Shown, shownOf, type View } from '../shared/map/view.ts';

/** What the page was opened with. */
export interface Options {
  readonly focus: string | null;
  readonly since: string | null;
  readonly live: { readonly token: string; readonly canDecide: boolean } | null;
}

export const tabs = ['map', 'findings', 'inventory', 'timeline'] as const;
export type Tab = (typeof tabs)[number];

export interface State {
  readonly data: PageData;
  readonly view: View;
  readonly selected: string | null;
  readonly tab: Tab;
}

/** The one state of the page; whoever shows something of it subscribes. */
export interface Store {
  readonly state: State;
  readonly options: Options;
  readonly nodes: ReadonlyMap<string, MapNode>;
  readonly shown: Shown;
  update(change: Partial<State>): void;
  look(change: Partial<View>): void;
  subscribe(listener: (state: State, before: State) => void): void;
}

export const createStore = (data: PageData, options: Options): Store => {
  let state: State = {
    data,
    view: { ...everything, focus: options.focus, since: options.since },
    selected: options.focus,
    tab: 'map',
  };
  const indexed = () => new Map(state.data.map.nodes.map((node) => [node.id, node]));
  let nodes = indexed();
  let shown = shownOf(data.map, state.view);
  const listeners: ((state: State, before: State) => void)[] = [];
  const store: Store = {
    get state() {
      return state;
    },
    get nodes() {
      return nodes;
    },
    get shown() {
      return shown;
    },
    options,
    update(change) {
      const before = state;
      state = { ...state, ...change };
      if (state.data !== before.data) nodes = indexed();
      if (state.data !== before.data || state.view !== before.view) shown = shownOf(state.data.map, state.view);
      for (const listener of listeners) listener(state, before);
    },
    look: (change) => store.update({ view: { ...state.view, ...change } }),
    subscribe: (listener) => listeners.push(listener),
  };
  return store;
};
