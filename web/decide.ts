import type { PageFinding } from '../shared/map/page-data.ts';
import { h } from './dom.ts';
import type { Store } from './state.ts';

type Decision =
  | { readonly decision: 'suppress'; readonly until: string; readonly reason: string }
  | { readonly decision: 'resolve'; readonly reason: string };

const send = async (id: string, token: string, decision: Decision): Promise<string | undefined> => {
  const answer = await fetch(`/api/findings/${encodeURIComponent(id)}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-trailwarden-token': token },
    body: JSON.stringify(decision),
  });
  if (answer.ok) return undefined;
  const { error } = (await answer.json().catch(() => ({ error: answer.statusText }))) as { readonly error: string };
  return error;
};

/** "This is meant": where the page is served over a store that can be written; a file says the command instead. */
export const decisionForm = (finding: PageFinding, store: Store): HTMLElement | null => {
  const { live } = store.options;
  if (live === null || !live.canDecide) return null;
  const reason = h('input', { name: 'reason', required: true, maxlength: 500, placeholder: 'why it is meant' });
  const until = h('input', { name: 'until', type: 'date', required: true });
  const said = h('p', { role: 'status', class: 'quiet' });
  const decide = async (decision: Decision): Promise<void> => {
    said.textContent = 'sending…';
    const error = await send(finding.id, live.token, decision).catch(() => 'the server did not answer');
    said.textContent = error ?? 'kept';
  };
  const form = h(
    'form',
    { class: 'decide' },
    h('label', {}, 'Reason ', reason),
    h('label', {}, 'Until ', until),
    h('button', { type: 'submit' }, 'Suppress'),
    h('button', { type: 'button', class: 'resolve' }, 'Resolve'),
    said,
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void decide({ decision: 'suppress', until: until.value, reason: reason.value });
  });
  form.querySelector('.resolve')?.addEventListener('click', () => {
    if (reason.reportValidity()) void decide({ decision: 'resolve', reason: reason.value });
  });
  return form;
};
