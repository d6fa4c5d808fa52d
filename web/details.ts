import type { MapNode } from '../shared/map/model.ts';
import type { PageFinding } from '../shared/map/page-data.ts';
import { decisionForm } from './decide.ts';
import { h, replace } from './dom.ts';
import type { Store } from './state.ts';
import { exposureOf, kindWords, powerWords, seenWords } from './words.ts';

const term = (name: string, value: string | null | Node): Node[] =>
  value === null || value === '' ? [] : [h('dt', {}, name), h('dd', {}, value)];

/** One finding with everything it has to tell. */
export const findingElement = (finding: PageFinding, store: Store, isOpen = false): HTMLElement => {
  const answers = h('dl', { class: 'answers' });
  for (const { question, text } of finding.answers) {
    const isCommand = question === 'if it is meant';
    answers.append(h('dt', {}, question), h('dd', {}, isCommand ? h('code', {}, text) : text));
  }
  return h(
    'details',
    { class: `finding ${finding.status}`, open: isOpen },
    h(
      'summary',
      {},
      h(
        'span',
        { class: `severity ${finding.severity}` },
        finding.verdict === 'fail' ? finding.severity : finding.verdict,
      ),
      ` ${finding.title}`,
      finding.status === 'active' ? null : h('span', { class: 'status' }, ` ${finding.status}`),
    ),
    h('p', { class: 'quiet' }, `${finding.rule} · since ${finding.firstSeen ?? 'not known'}`),
    answers,
    finding.status === 'active' ? decisionForm(finding, store) : null,
  );
};

const statusOrder = { active: 0, suppressed: 1, resolved: 2 } as const;

/** What is open before what could not be decided, and that before what is over. */
const orderOf = ({ status, verdict }: PageFinding): number => statusOrder[status] * 2 + (verdict === 'fail' ? 0 : 1);

const neighbours = (store: Store, id: string, choose: (id: string) => void): HTMLElement[] => {
  const { edges } = store.state.data.map;
  const list = (title: string, found: readonly { id: string; text: string }[]): HTMLElement[] => {
    if (found.length === 0) return [];
    const items = found.map(({ id: other, text }) => {
      const node = store.nodes.get(other);
      return h(
        'li',
        {},
        h('button', { class: 'link', onclick: () => choose(other) }, node?.name ?? other),
        h('span', { class: 'quiet' }, ` ${kindWords(node?.kind ?? '')} · ${text}`),
      );
    });
    return [h('h3', {}, title), h('ul', { class: 'plain' }, ...items)];
  };
  return [
    ...list(
      'Comes from',
      edges.filter(({ to }) => to === id).map((edge) => ({ id: edge.from, text: `${edge.label}, ${seenWords(edge)}` })),
    ),
    ...list(
      'Goes to',
      edges
        .filter(({ from }) => from === id)
        .map((edge) => ({ id: edge.to, text: `${edge.label}, ${seenWords(edge)}` })),
    ),
  ];
};

const changesOf = (store: Store, id: string): HTMLElement[] => {
  const changes = store.state.data.changes.filter(({ resource }) => resource === id).slice(0, 20);
  if (changes.length === 0) return [];
  return [
    h('h3', {}, 'Changes'),
    h(
      'ul',
      { class: 'plain' },
      ...changes.map(({ time, call, who }) =>
        h('li', {}, h('time', { datetime: time }, time), ` ${call}`, h('span', { class: 'quiet' }, ` by ${who}`)),
      ),
    ),
  ];
};

const resource = (node: MapNode, store: Store, choose: (id: string) => void): HTMLElement[] => {
  const findings = store.state.data.findings
    .filter((finding) => finding.resource === node.id)
    .sort((a, b) => orderOf(a) - orderOf(b));
  const isFocus = store.state.view.focus === node.id;
  const open = findings.filter(({ status, verdict }) => status === 'active' && verdict === 'fail').length;
  return [
    h('p', { class: 'kind' }, kindWords(node.kind)),
    h('h2', { tabindex: -1 }, node.name),
    h(
      'p',
      {},
      h(
        'button',
        { class: 'primary', onclick: () => store.look({ focus: isFocus ? null : node.id }) },
        isFocus ? 'Back to the whole map' : 'Focus: only what flows in and out',
      ),
    ),
    h(
      'dl',
      { class: 'facts' },
      ...term('exposure', exposureOf(node)),
      ...term('role power', node.power === null ? null : (powerWords[node.power] ?? node.power)),
      ...term('application', node.application),
      ...term('owner', node.owner ?? 'not known'),
      ...term('stack', node.stack),
      ...term('place', [node.account, node.region].filter((part) => part !== '').join(' ')),
      ...term('last change', node.changed),
      ...node.facts.flatMap(({ name, value }) => term(name, value)),
      ...term('ARN', h('code', {}, node.id)),
    ),
    node.isReferenced ? h('p', { class: 'quiet' }, 'Only known because something points at it.') : h('span'),
    ...(findings.length === 0
      ? []
      : [
          h('h3', {}, `Findings (${open} active)`),
          ...findings.map((finding, index) => findingElement(finding, store, index === 0 && orderOf(finding) === 0)),
        ]),
    ...neighbours(store, node.id, choose),
    ...changesOf(store, node.id),
  ];
};

/** The panel on the chosen resource. */
export const createDetails = (store: Store, choose: (id: string) => void): HTMLElement => {
  const panel = h('aside', { class: 'details', 'aria-label': 'The chosen resource', 'aria-live': 'polite' });
  const show = (): void => {
    const node = store.state.selected === null ? undefined : store.nodes.get(store.state.selected);
    panel.hidden = node === undefined;
    replace(panel, ...(node === undefined ? [] : resource(node, store, choose)));
    panel.scrollTop = 0;
  };
  store.subscribe((state, before) => {
    const sameResource = state.selected === before.selected && state.view.focus === before.view.focus;
    if (sameResource && state.data === before.data) return;
    // What a person is typing or reading is not taken away by news.
    if (sameResource && panel.contains(document.activeElement)) return;
    show();
  });
  show();
  return panel;
};
