import { severities } from '../shared/engine/severity.ts';
import type { PageFinding } from '../shared/map/page-data.ts';
import { findingElement } from './details.ts';
import { h, replace } from './dom.ts';
import type { Store } from './state.ts';
import { counted, kindWords } from './words.ts';

const mostShown = 300;

const worstFirst = (a: PageFinding, b: PageFinding): number =>
  severities.indexOf(b.severity) - severities.indexOf(a.severity) || ((a.lastSeen ?? '') < (b.lastSeen ?? '') ? 1 : -1);

/** Every finding with its evidence and fix, the worst first. */
export const createFindingsView = (store: Store, showOnMap: (id: string) => void): HTMLElement => {
  const status = h(
    'select',
    {},
    ...['active', 'suppressed', 'resolved', 'not decided', 'all'].map((value) => h('option', { value }, value)),
  );
  const search = h('input', { type: 'search', placeholder: 'rule, resource, owner, words' });
  const list = h('div', { class: 'findings' });
  const said = h('p', { role: 'status', class: 'quiet' });
  const openIds = new Set<string>();

  const isAsked = (finding: PageFinding): boolean => {
    const undecided = finding.verdict !== 'fail';
    if (status.value === 'not decided') return undecided && finding.status === 'active';
    if (status.value !== 'all' && (undecided || finding.status !== status.value)) return false;
    return true;
  };
  const show = (): void => {
    const words = search.value
      .toLowerCase()
      .split(/\s+/)
      .filter((word) => word !== '');
    const found = store.state.data.findings
      .filter(isAsked)
      .filter((finding) => {
        const text = `${finding.rule} ${finding.title} ${finding.resource} ${finding.owner ?? ''}`.toLowerCase();
        return words.every((word) => text.includes(word));
      })
      .sort(worstFirst);
    said.textContent =
      found.length > mostShown
        ? `the worst ${mostShown} of ${found.length} findings`
        : counted(found.length, 'finding');
    replace(
      list,
      ...found.slice(0, mostShown).map((finding) => {
        const element = findingElement(finding, store, openIds.has(finding.id));
        element.addEventListener('toggle', () => {
          if ((element as HTMLDetailsElement).open) openIds.add(finding.id);
          else openIds.delete(finding.id);
        });
        return h(
          'article',
          {},
          h(
            'p',
            { class: 'where' },
            h('button', { class: 'link', onclick: () => showOnMap(finding.resource) }, finding.resourceName),
            h(
              'span',
              { class: 'quiet' },
              ` ${kindWords(finding.resourceKind)}${finding.owner === null ? '' : ` · ${finding.owner}`}`,
            ),
          ),
          element,
        );
      }),
    );
  };
  status.addEventListener('change', show);
  search.addEventListener('input', show);
  store.subscribe((state, before) => {
    if (state.data !== before.data && !list.contains(document.activeElement)) show();
  });
  show();
  return h(
    'section',
    { class: 'page-list' },
    h(
      'form',
      { class: 'bar', onsubmit: (event) => event.preventDefault() },
      h('label', {}, 'Status ', status),
      h('label', {}, 'Search ', search),
    ),
    said,
    list,
  );
};
