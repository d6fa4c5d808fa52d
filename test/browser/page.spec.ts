import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshWeb } from '../../scripts/bundle-web.mjs';
import type { Decision } from '../../shared/decisions.ts';
import type { PageData } from '../../shared/map/page-data.ts';
import { htmlPage, pageAssets } from '../../shared/web/page.ts';
import { type PageServer, servePage } from '../../shared/web/server.ts';
import { functionArn } from '../support/calls.ts';
import { shopPage } from '../support/shop-page.ts';
import { browserPath, launch, openPage } from './browser.ts';

if (browserPath === undefined)
  process.stderr.write('skipped: no browser here (install chromium, or name one in CHROMIUM)\n');

const images = fileURLToPath(new URL('../../docs/images/', import.meta.url));

/** The pictures of the docs are taken by the tests that look at the same page. */
const picture = async (page: Page, name: string): Promise<void> => {
  if (process.env['SCREENSHOTS'] === undefined) return;
  await page.waitForTimeout(300);
  await page.screenshot({ path: join(images, `${name}.png`) });
};

describe.skipIf(browserPath === undefined)('the page in a browser', () => {
  const folder = mkdtempSync(join(tmpdir(), 'trailwarden-page-'));
  let browser: Browser;
  let small: PageData;

  const fileOf = (name: string, data: PageData, focus: string | null = null): string => {
    const file = join(folder, `${name}.html`);
    writeFileSync(file, htmlPage(pageAssets(), { data, focus, since: null, live: null }).join(''));
    return pathToFileURL(file).href;
  };

  beforeAll(async () => {
    await freshWeb();
    browser = await launch();
    small = shopPage(20);
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('opens from a file, asks no network, and complains about nothing', async () => {
    const url = fileOf('small', small);
    const { page, problems, asked } = await openPage(browser, url);
    expect(await page.title()).toBe('Trailwarden map');
    expect(asked).toEqual([url]);
    expect(problems).toEqual([]);
    await picture(page, 'map-20-light');
    await page.close();
  });

  it('is dark where the reader wants it dark', async () => {
    const { page } = await openPage(browser, fileOf('small', small), 'dark');
    const ground = await page.evaluate<string>('getComputedStyle(document.body).backgroundColor');
    expect(ground).toBe('rgb(18, 21, 27)');
    await picture(page, 'map-20-dark');
    await page.close();
  });

  it('tells everything that is drawn in a list that a screen reader reads', async () => {
    const { page } = await openPage(browser, fileOf('small', small));
    const list = page.getByRole('navigation', { name: 'Resources of the map' });
    await list.getByText('orders', { exact: false }).first().click();
    const entry = list.getByRole('button', { name: /^function orders-notify-4; open to any AWS account; .*critical/ });
    await entry.click();
    const panel = page.getByRole('complementary', { name: 'The chosen resource' });
    await expect.poll(() => panel.getByRole('heading', { level: 2 }).textContent()).toBe('orders-notify-4');
    expect(await panel.innerText()).toContain('what to do');
    expect(await panel.innerText()).toContain('orders-news');
    await picture(page, 'details-light');
    await page.close();
  });

  it('walks along the flow with the keyboard alone', async () => {
    const { page } = await openPage(browser, fileOf('focused', small, functionArn('orders-create-0')));
    await page.getByRole('application').focus();
    await page.keyboard.press('ArrowRight');
    const name = page.getByRole('complementary').getByRole('heading', { level: 2 });
    await expect.poll(() => name.textContent()).toBe('orders-create-0-role');
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => name.textContent()).toBe('orders');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Escape');
    await expect.poll(() => name.count()).toBe(0);
    await page.close();
  });

  it('finds, filters and focuses', async () => {
    const { page } = await openPage(browser, fileOf('small', small));
    const said = page.getByRole('search').getByRole('status');
    const offered = page.getByRole('group', { name: 'Exposure' }).getByRole('checkbox');
    const exposures = new Set(small.map.nodes.flatMap(({ exposure }) => exposure ?? []));
    expect(await offered.count()).toBe(exposures.size);
    await page.keyboard.press('/');
    await page.keyboard.type('notify-4');
    await expect.poll(() => said.textContent()).toMatch(/^2 matches/);
    await page.getByRole('searchbox').first().fill('');
    await page.getByRole('checkbox', { name: 'open to any AWS account' }).check();
    await expect.poll(() => said.textContent()).toMatch(/^1 match,/);
    await page.getByRole('checkbox', { name: 'open to any AWS account' }).uncheck();
    await page.getByRole('combobox', { name: 'Findings' }).selectOption('critical');
    await expect.poll(() => said.textContent()).toMatch(/^1 match,/);
    await page.getByRole('combobox', { name: 'Findings' }).selectOption('');
    await page.getByRole('checkbox', { name: 'only flow seen in the trail' }).check();
    await expect.poll(() => said.textContent()).not.toContain('67 flows');
    await page.close();
  });

  it('shows findings, the inventory and what happened as pages of their own', async () => {
    const { page, problems } = await openPage(browser, fileOf('small', small));
    await page.getByRole('tab', { name: 'findings' }).click();
    await page.getByText("A function's resource policy lets anyone in").first().click();
    expect(await page.getByRole('tabpanel').innerText()).toContain('remove-permission');
    await page.keyboard.press('Escape');
    await page.getByRole('tab', { name: 'inventory' }).click();
    await page.getByRole('columnheader', { name: 'Name' }).getByRole('button').click();
    const first = page.getByRole('rowheader').first();
    expect(await first.innerText()).toBe('default');
    await page.getByRole('tab', { name: 'timeline' }).click();
    await page.getByLabel('only what moved a finding').check();
    expect(await page.getByRole('tabpanel').innerText()).toContain('opened: critical');
    await picture(page, 'timeline-light');
    expect(problems).toEqual([]);
    await page.close();
  });

  it('stays usable with 2000 functions: an overview first, then a group, then a function', async () => {
    const { page, problems } = await openPage(browser, fileOf('large', shopPage(2_000)));
    await picture(page, 'map-2000-light');
    expect(await page.getByRole('search').getByRole('status').textContent()).toContain('resources');
    await page.getByRole('searchbox').first().fill('returns6-notify');
    await expect.poll(() => page.getByRole('search').getByRole('status').textContent()).toMatch(/matches/);
    await page
      .getByRole('navigation')
      .getByRole('button', { name: /^function returns6-notify/ })
      .first()
      .click();
    await page.getByRole('searchbox').first().fill('');
    await page.getByRole('button', { name: /^Focus/ }).click();
    await expect.poll(() => page.getByRole('search').getByRole('status').textContent()).toMatch(/^\d resources/);
    await picture(page, 'focus-2000-light');
    expect(problems).toEqual([]);
    await page.close();
  });

  describe('as it is served', () => {
    const decided: { finding: string; decision: Decision }[] = [];
    let server: PageServer;
    let feed: () => void = () => {};
    let served: PageData;

    beforeAll(async () => {
      served = small;
      server = await servePage({
        assets: pageAssets(),
        port: 0,
        now: () => new Date('2026-03-02T10:00:00Z'),
        onError: (error) => {
          throw error;
        },
        source: {
          load: () => Promise.resolve(served),
          watch: (changed) => {
            feed = changed;
            return () => {};
          },
          decide: (finding, decision) => {
            decided.push({ finding, decision });
            return Promise.resolve();
          },
        },
      });
    });
    afterAll(() => server?.close());

    it('shows what is new without being asked', async () => {
      const { page, problems } = await openPage(browser, server.url);
      await expect.poll(() => page.getByRole('banner').innerText()).toContain('live');
      served = { ...small, asOf: '2026-03-02T12:34:56Z' };
      feed();
      await expect.poll(() => page.getByRole('banner').innerText()).toContain('12:34:56');
      expect(problems).toEqual([]);
      await page.close();
    });

    it('draws what comes though it began with nothing', async () => {
      served = { ...small, map: { nodes: [], edges: [] }, findings: [], changes: [] };
      feed();
      const { page, problems } = await openPage(browser, server.url);
      const said = page.getByRole('search').getByRole('status');
      await expect.poll(() => said.textContent()).toMatch(/^0 resources/);
      await expect.poll(() => page.getByRole('group', { name: 'Exposure' }).count()).toBe(0);
      served = small;
      feed();
      await expect.poll(() => said.textContent()).toMatch(/^\d\d resources/);
      expect(await page.getByRole('checkbox', { name: 'open to any AWS account' }).isVisible()).toBe(true);
      const inSight = await page.evaluate<boolean>(`(() => {
        const cy = document.querySelector('.canvas').cytoscape;
        const { x1, y1, x2, y2 } = cy.elements().renderedBoundingBox();
        return cy.elements().length > 0 && x1 >= 0 && y1 >= 0 && x2 <= cy.width() && y2 <= cy.height();
      })()`);
      expect(inSight).toBe(true);
      expect(problems).toEqual([]);
      await page.close();
    });

    it('keeps a decision with its reason', async () => {
      const { page, problems } = await openPage(browser, server.url);
      await page.getByRole('tab', { name: 'findings' }).click();
      await page.getByText("A function's resource policy lets anyone in").first().click();
      const form = page.getByRole('tabpanel').locator('form.decide:visible').first();
      await form.getByLabel('Reason').fill('a public webhook');
      await form.getByLabel('Until').fill('2026-06-01');
      await form.getByRole('button', { name: 'Suppress' }).click();
      await expect.poll(() => form.getByRole('status').textContent()).toBe('kept');
      expect(decided.at(-1)?.decision).toEqual({
        kind: 'suppress',
        until: '2026-06-01T00:00:00Z',
        reason: 'a public webhook',
      });
      expect(problems).toEqual([]);
      await page.close();
    });
  });
});
