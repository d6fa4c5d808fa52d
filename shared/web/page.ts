import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { TrailwardenError } from '../errors.ts';
import type { PageData } from '../map/page-data.ts';

/** What the bundler made of `web/`. */
export interface PageAssets {
  readonly script: string;
  readonly style: string;
}

/** How a served page stays current and decides about findings; a page that is a file has neither. */
export interface Live {
  /** Proves that a request was made by this page. */
  readonly token: string;
  readonly canDecide: boolean;
}

export interface PageOptions {
  readonly data: PageData;
  /** The resource to begin with. */
  readonly focus: string | null;
  /** The time to show the changes since. */
  readonly since: string | null;
  readonly live: Live | null;
}

/**
 * The bundled script and style of the page. The bundle of the command line and this source lie equally deep, so that
 * one address serves both.
 * @throws TrailwardenError `input-unreadable` where they were never bundled
 */
export const pageAssets = (): PageAssets => {
  const read = (name: string): string => {
    const file = new URL(`../../dist/web/${name}`, import.meta.url);
    try {
      return readFileSync(file, 'utf8');
    } catch (cause) {
      throw new TrailwardenError('input-unreadable', `${file.pathname}: the page was never bundled`, { cause });
    }
  };
  return { script: read('main.js'), style: read('main.css') };
};

/** Text inside a `<script>` element ends at the first `</script`, wherever that comes from. */
const inScript = (text: string): string => text.replaceAll('<', '\\u003c');

const sourceHash = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** Cytoscape would add this rule at run time, which the policy of the page refuses: it is there already. */
const rendererStyle = '.__________cytoscape_container { position: relative; }';

/** What the page may load and do: its own script and style, and where it is served, its own server. */
export const contentPolicy = ({ script, style }: PageAssets, isLive: boolean): string =>
  [
    "default-src 'none'",
    `script-src ${sourceHash(script)}`,
    `style-src ${sourceHash(style)} ${sourceHash(rendererStyle)}`,
    'img-src data:',
    `connect-src ${isLive ? "'self'" : "'none'"}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');

/** The page in one piece: everything inside, nothing asked of any network. */
export const htmlPage = (assets: PageAssets, { data, focus, since, live }: PageOptions): readonly string[] => [
  '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n',
  `<meta http-equiv="Content-Security-Policy" content="${contentPolicy(assets, live !== null)}">\n`,
  '<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="color-scheme" content="light dark">\n',
  '<meta name="referrer" content="no-referrer">\n<title>Trailwarden map</title>\n',
  `<style>${assets.style}</style>\n<style id="__________cytoscape_stylesheet">${rendererStyle}</style>\n</head>\n<body>\n`,
  '<noscript>This map needs JavaScript, which runs from this file alone.</noscript>\n<div id="page"></div>\n',
  `<script type="application/json" id="options">${inScript(JSON.stringify({ focus, since, live }))}</script>\n`,
  `<script type="application/json" id="data">${inScript(JSON.stringify(data))}</script>\n`,
  `<script type="module">${assets.script}</script>\n</body>\n</html>\n`,
];
