import { h } from './dom.ts';

const swatch = (name: string, text: string): HTMLElement =>
  h('li', {}, h('span', { class: `swatch ${name}`, 'aria-hidden': 'true' }), text);

/** What colours, lines and badges mean. */
export const createLegend = (): HTMLElement =>
  h(
    'details',
    { class: 'legend' },
    h('summary', {}, 'Legend'),
    h(
      'ul',
      { class: 'plain' },
      swatch('source', 'source: topic, queue, bus, bucket, table, stream'),
      swatch('trigger', 'trigger: API, rule, schedule, mapping, pipe'),
      swatch('function', 'function, state machine'),
      swatch('role', 'role'),
      swatch('data', 'data that the role reaches'),
      swatch('line-internet', 'open to the internet'),
      swatch('line-any', 'open to any AWS account'),
      swatch('line-other', 'open to another account'),
      swatch('line-unknown', 'exposure not known'),
      swatch('badge-findings', 'active findings, coloured by the worst'),
      swatch('badge-power', 'role that is, or can become, administrator'),
      swatch('flow', 'flow, as configured'),
      swatch('flow-seen', 'flow, configured and seen in the trail'),
      swatch('flow-odd', 'flow, seen in the trail, configured nowhere that was read'),
    ),
  );
