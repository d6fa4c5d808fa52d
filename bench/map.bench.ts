// How the map grows: layout, first paint and frames while panning, at 50, 500 and 2 000 functions. The ratios are
// against the smallest map of the same run. Run by hand: node bench/map.bench.ts
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { freshWeb } from '../scripts/bundle-web.mjs';
import { layoutOf } from '../shared/map/layout.ts';
import type { PageData } from '../shared/map/page-data.ts';
import { groupOf, groupsInOrder } from '../shared/map/view.ts';
import { htmlPage, pageAssets } from '../shared/web/page.ts';
import { browserPath, launch } from '../test/browser/browser.ts';
import { shopPage } from '../test/support/shop-page.ts';

const sizes = [50, 500, 2_000];
const rounds = 5;
const frames = 60;

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** Milliseconds to lay everything out, every group open. */
const layoutTime = ({ map }: PageData): number => {
  const nodes = map.nodes.map((node) => ({ id: node.id, layer: node.layer, group: groupOf(node, 'application') }));
  const groups = groupsInOrder(map.nodes, 'application');
  return median(
    Array.from({ length: rounds }, () => {
      const begun = performance.now();
      layoutOf(nodes, map.edges, groups, new Set());
      return performance.now() - begun;
    }),
  );
};

/** Draws one frame after another while the map moves, and answers how long each took, in milliseconds. */
const pan = `(async () => {
  const cy = document.querySelector('.canvas').cytoscape;
  const times = [];
  let last = await new Promise(requestAnimationFrame);
  for (let index = 0; index < ${frames}; index += 1) {
    cy.panBy({ x: index % 20 < 10 ? 12 : -12, y: 4 });
    const now = await new Promise(requestAnimationFrame);
    times.push(now - last);
    last = now;
  }
  return times;
})()`;

await freshWeb();
const browser = browserPath === undefined ? undefined : await launch();
const folder = mkdtempSync(join(tmpdir(), 'trailwarden-bench-'));
const rows: Record<string, number>[] = [];
for (const size of sizes) {
  const data = shopPage(size);
  const row: Record<string, number> = {
    functions: size,
    resources: data.map.nodes.length,
    flows: data.map.edges.length,
    'layout ms': layoutTime(data),
  };
  if (browser !== undefined) {
    const file = join(folder, `${size}.html`);
    const text = htmlPage(pageAssets(), { data, focus: null, since: null, live: null }).join('');
    writeFileSync(file, text);
    row['page kB'] = text.length / 1_000;
    const page = await browser.newPage({ viewport: { width: 1280, height: 760 } });
    await page.goto(pathToFileURL(file).href);
    await page.waitForSelector('html[data-drawn]');
    row['first paint ms'] = await page.evaluate<number>(
      "performance.getEntriesByName('first-contentful-paint')[0].startTime",
    );
    row['drawn ms'] = await page.evaluate<number>('performance.now()');
    row['frame ms, as it opens'] = median(await page.evaluate<number[]>(pan));
    await page.getByRole('button', { name: 'Open all groups' }).click();
    row['frame ms, all open'] = median(await page.evaluate<number[]>(pan));
    await page.close();
  }
  rows.push(row);
}
await browser?.close();
rmSync(folder, { recursive: true, force: true });

console.table(
  rows.map((row) =>
    Object.fromEntries(Object.entries(row).map(([name, value]) => [name, Math.round(value * 10) / 10])),
  ),
);
const [first] = rows;
for (const row of rows.slice(1)) {
  const ratios = Object.entries(row).map(
    ([name, value]) => `${name} ×${(value / (first?.[name] ?? value)).toFixed(1)}`,
  );
  process.stdout.write(`against ${first?.['functions'] ?? 0} functions: ${ratios.join(', ')}\n`);
}
