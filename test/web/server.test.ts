import { request } from 'node:http';
import { afterAll, describe, expect, it } from 'vitest';
import type { Decision } from '../../shared/decisions.ts';
import { pageData } from '../../shared/map/page-data.ts';
import { contentPolicy, htmlPage } from '../../shared/web/page.ts';
import { servePage } from '../../shared/web/server.ts';

const assets = { script: 'export const nothing = 1;', style: 'p { color: red; }' };
const decided: { finding: string; decision: Decision }[] = [];
let asOf = '2026-03-02T09:00:00Z';
const load = () =>
  Promise.resolve(pageData({ source: 'a test', asOf, documents: [], observed: [], entries: () => [] }));
let feed: () => void = () => {};
const server = await servePage({
  assets,
  port: 0,
  now: () => new Date('2026-03-02T10:00:00Z'),
  onError: (error) => {
    throw error;
  },
  source: {
    load,
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
afterAll(() => server.close());
const { host } = new URL(server.url);

interface Asked {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

const ask = ({ method = 'GET', path = '/', headers = {}, body }: Asked) =>
  new Promise<{ status: number; headers: Record<string, unknown>; text: string }>((resolve, reject) => {
    const asked = request(`${server.url}${path.slice(1)}`, { method, headers }, (response) => {
      let text = '';
      response.on('data', (chunk) => {
        text += String(chunk);
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: { ...response.headers }, text }));
    });
    asked.on('error', reject);
    asked.end(body);
  });

const token = /"token":"([\w-]+)"/.exec((await ask({})).text)?.[1] ?? '';
const suppress = JSON.stringify({ decision: 'suppress', until: '2026-04-01', reason: 'meant' });
const own = { origin: `http://${host}`, 'x-trailwarden-token': token, 'content-type': 'application/json' };
const post = (headers: Record<string, string>, body = suppress) =>
  ask({ method: 'POST', path: '/api/findings/abcdef12', headers, body });

describe('the server of the page', () => {
  it('listens on the loopback interface alone', () => {
    expect(host).toMatch(/^127\.0\.0\.1:\d+$/);
  });

  it('tells the browser to load nothing but the page itself, and to frame it nowhere', async () => {
    const { headers } = await ask({});
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe');
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' });
  });

  it('does not answer to a foreign name that was made to point here', async () => {
    const answer = await ask({ path: '/api/data', headers: { host: 'evil.example:80' } });
    expect(answer.status).toBe(421);
    expect(answer.text).not.toContain('findings');
  });

  it('does not answer what another site asks', async () => {
    expect((await ask({ path: '/api/data', headers: { 'sec-fetch-site': 'cross-site' } })).status).toBe(403);
    expect((await ask({ path: '/api/data', headers: { 'sec-fetch-site': 'same-origin' } })).status).toBe(200);
  });

  it('writes nothing without the token, the origin and the type that only its page has', async () => {
    const before = decided.length;
    expect((await post({ ...own, 'x-trailwarden-token': `${token}x` })).status).toBe(403);
    const { 'x-trailwarden-token': _, ...withoutToken } = own;
    expect((await post(withoutToken)).status).toBe(403);
    expect((await post({ ...own, origin: 'http://evil.example' })).status).toBe(403);
    const { origin: __, ...withoutOrigin } = own;
    expect((await post(withoutOrigin)).status).toBe(403);
    expect((await post({ ...own, 'content-type': 'text/plain' })).status).toBe(415);
    expect((await post({ ...own, host: 'evil.example' })).status).toBe(421);
    expect(decided).toHaveLength(before);
  });

  it('keeps a decision of its page', async () => {
    expect((await post(own)).status).toBe(200);
    expect(decided.at(-1)).toEqual({
      finding: 'abcdef12',
      decision: { kind: 'suppress', until: '2026-04-01T00:00:00Z', reason: 'meant' },
    });
  });

  it('keeps no decision without a reason, or for a time that is over', async () => {
    const before = decided.length;
    expect((await post(own, JSON.stringify({ decision: 'resolve', reason: ' ' }))).status).toBe(400);
    expect((await post(own, JSON.stringify({ decision: 'suppress', until: '2026-01-01', reason: 'x' }))).status).toBe(
      400,
    );
    expect((await post(own, '{')).status).toBe(400);
    expect((await post(own, JSON.stringify({ decision: 'resolve', reason: 'x'.repeat(20_000) }))).status).toBe(400);
    expect(decided).toHaveLength(before);
  });

  it('tells its pages when there is news, and nothing when there is none', async () => {
    const events: string[] = [];
    const stream = request(`${server.url}api/events`, (response) => {
      response.on('data', (chunk) => events.push(String(chunk)));
    });
    stream.on('error', () => {});
    stream.end();
    await expect.poll(() => events.join('')).toContain('retry');
    feed();
    asOf = '2026-03-02T09:30:00Z';
    feed();
    await expect.poll(() => events.join('')).toContain('event: changed');
    expect(events.join('').match(/event: changed/g)).toHaveLength(1);
    expect((await ask({ path: '/api/data' })).text).toContain(asOf);
    stream.destroy();
  });

  it('has nothing else to give', async () => {
    expect((await ask({ path: '/../package.json' })).status).toBe(404);
    expect((await ask({ method: 'PUT' })).status).toBe(405);
  });
});

describe('the page as a file', () => {
  const data = pageData({
    source: '</script><script>alert(1)</script>',
    asOf,
    documents: [],
    observed: [],
    entries: () => [],
  });
  const text = htmlPage(assets, { data, focus: null, since: null, live: null }).join('');

  it('lets nothing of the inventory become markup', () => {
    expect(text).not.toContain('<script>alert');
    expect(text.match(/<script/g)).toHaveLength(3);
  });

  it('asks no network for anything', () => {
    expect(text).not.toMatch(/(?:src|href)=/);
    expect(contentPolicy(assets, false)).toContain("connect-src 'none'");
  });
});
