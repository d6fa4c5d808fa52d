import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Context } from '../engine/context.ts';
import { messageOf } from '../errors.ts';
import { createQuestions } from '../inventory/store/questions.ts';
import { createStore } from '../inventory/store/store.ts';
import { pageAssets } from '../web/page.ts';
import { type PageServer, servePage } from '../web/server.ts';
import type { PageSource } from '../web/source.ts';
import { withStore } from './open-store.ts';
import { storeSource } from './page-input.ts';

/** Until the process is asked to end. */
export const untilAsked = (): Promise<void> =>
  new Promise((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });

/** Serves a page and says where; what can not be read again is said, and the page keeps what it has. */
export const openPage = async (source: PageSource, port: number): Promise<PageServer> => {
  const server = await servePage({
    source,
    assets: pageAssets(),
    port,
    now: () => new Date(),
    onError: (error) =>
      process.stderr.write(`trailwarden: the page could not be brought up to date: ${messageOf(error)}\n`),
  });
  process.stdout.write(`${server.url}\n`);
  process.stderr.write('only this machine can open it; stop with Ctrl-C\n');
  return server;
};

/** The page of a local run: while the trail is fed, and afterwards over what was kept. */
export interface PageOfRun {
  readonly during: (client: DynamoDBClient, tableName: string) => Promise<() => Promise<void>>;
  readonly afterwards: () => Promise<void>;
}

/** While it fills, the store of this process costs nothing to ask. */
const interval = 2_000;

export const createPage = (options: {
  readonly store: string;
  readonly context: Context;
  readonly port: number;
}): PageOfRun => {
  let server: PageServer | undefined;
  return {
    during: async (client, tableName) => {
      const store = createStore(client, tableName);
      const open = {
        store,
        questions: createQuestions(client, tableName),
        client,
        tableName,
        close: () => Promise.resolve(),
      };
      const live = storeSource(open, { ...options, interval });
      server = await openPage(live, options.port);
      return async () => {
        const last = await live.load();
        await server?.use({ load: () => Promise.resolve(last), watch: () => () => {} });
      };
    },
    afterwards: () =>
      withStore({ store: options.store }, async (open) => {
        await server?.use(storeSource(open, { ...options, interval }));
        process.stderr.write(`the page stays at ${server?.url ?? ''}; stop with Ctrl-C\n`);
        await untilAsked();
        await server?.close();
      }),
  };
};
