import type { PageData } from '../shared/map/page-data.ts';
import { h } from './dom.ts';
import type { Store } from './state.ts';

/** Takes news from the server that served the page; says whether it is heard. */
export const createLive = (store: Store): HTMLElement => {
  const said = h('span', { class: 'live', role: 'status' });
  if (store.options.live === null) return said;
  const refresh = async (): Promise<void> => {
    const answer = await fetch('/api/data');
    if (!answer.ok) throw new Error(answer.statusText);
    store.update({ data: (await answer.json()) as PageData });
  };
  const events = new EventSource('/api/events');
  events.addEventListener('open', () => {
    said.textContent = 'live';
  });
  events.addEventListener('changed', () => {
    refresh().catch((error: unknown) => {
      said.textContent = `news could not be read: ${String(error)}`;
    });
  });
  events.addEventListener('error', () => {
    said.textContent = 'not connected; trying again';
  });
  return said;
};
