/**
 * What a sweep asks of the table: calls for each function, where ten functions share a role and where all of them do. The
 * pieces, collectors, SDK clients, rules and the store are those that are deployed; account and table are embedded.
 * Swept twice: the first time everything is new, the second time nothing is; then once more after every role has become
 * an administrator, which concerns every function. `node bench/sweep-writes.bench.ts [functions…]`
 */
import { collectorsOf } from '../shared/account/collectors.ts';
import type { BoundCollector } from '../shared/account/service.ts';
import { type ServiceName, serviceOf, services } from '../shared/account/services.ts';
import { runSweepTask } from '../shared/account/sweep.ts';
import type { SweepDependencies } from '../shared/account/sweep-pieces.ts';
import type { SweepTask } from '../shared/account/sweep-task.ts';
import type { AccountId } from '../shared/arn.ts';
import { catalogue } from '../shared/catalogue.ts';
import { emptyContext } from '../shared/engine/context.ts';
import { ruleSet } from '../shared/engine/judge.ts';
import type { Announcement } from '../shared/inventory/fold/run.ts';
import { createStore } from '../shared/inventory/store/store.ts';
import { openGateway } from '../shared/local/gateway.ts';
import { type AccountOfFunctions, accountOfFunctions } from '../test/support/account-of-functions.ts';
import { embeddedTable } from '../test/support/embedded.ts';
import { memoryOfSweeps } from '../test/support/sweeping.ts';

const sizes = process.argv.slice(2).map(Number);
const account = '111122223333' as AccountId;
const region = 'eu-west-1';
const measured = ['lambda', 'iam'] as const satisfies readonly ServiceName[];
const batchSize = 4;

Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local', AWS_REGION: region });

type Piece = { readonly task: SweepTask } | { readonly announcement: Announcement };

interface Swept {
  readonly calls: number;
  readonly tells: number;
  readonly milliseconds: number;
}

const sweeper = async (standing: AccountOfFunctions) => {
  const table = await embeddedTable();
  const gateway = await openGateway({
    account,
    allows: () => true,
    alsoNeeds: () => [],
    answer: async (request) => standing.answer(request) ?? { status: 'ok', body: '{}' },
  });
  process.env['AWS_ENDPOINT_URL'] = gateway.endpoint;
  const opened = new Map(
    measured.map((service): [ServiceName, readonly BoundCollector[]] => [
      service,
      collectorsOf[service].open(region, { times: Number.MAX_SAFE_INTEGER }),
    ]),
  );
  const store = createStore(table.client, table.tableName);
  const queue: Piece[] = [];
  const options = {
    rules: ruleSet(catalogue),
    context: emptyContext,
    publish: () => Promise.resolve(),
    announce: async (announcements: readonly Announcement[]) => {
      queue.push(...announcements.map((announcement) => ({ announcement })));
    },
  };
  let clock = Date.parse('2026-03-02T10:00:00Z');
  const deps: SweepDependencies = {
    collectors: measured.flatMap((service) =>
      services[service].collectors.map((name) => ({ name, isGlobal: services[service].isGlobal })),
    ),
    open: async (name) => {
      const found = opened.get(serviceOf(name) ?? 'iam')?.find((collector) => collector.name === name);
      if (found === undefined) throw new Error(name);
      return found;
    },
    home: { partition: 'aws', account, region },
    apply: (changes) => store.apply(changes, options),
    resources: store.resources,
    known: (kind, place, from) => store.listFrom(kind, place.account, place.region, from),
    memory: memoryOfSweeps(),
    enqueue: async (tasks) => void queue.push(...tasks.map((task) => ({ task }))),
    now: () => new Date(clock),
  };
  let tells = 0;
  const work = async (piece: Piece): Promise<void> => {
    if ('task' in piece) return runSweepTask(piece.task, deps);
    tells += 1;
    const left = await store.tell(piece.announcement, options);
    if (left !== undefined) queue.push({ announcement: left });
  };

  const sweep = async (): Promise<Swept> => {
    clock += 24 * 3_600_000;
    table.calls.length = 0;
    tells = 0;
    const begun = performance.now();
    queue.push({ task: { task: 'begin', regions: [region], startedAt: new Date(clock).toISOString() } });
    while (queue.length > 0) {
      clock += 1_000;
      await Promise.all(queue.splice(0, batchSize).map(work));
    }
    return { calls: table.calls.length, tells, milliseconds: performance.now() - begun };
  };
  const close = async (): Promise<void> => {
    delete process.env['AWS_ENDPOINT_URL'];
    await gateway.close();
    await table.close();
  };
  return { sweep, close };
};

const header = ['functions', 'share a role', 'sweep', 'calls of the table each', 'to the smallest', 'pieces that tell'];
process.stdout.write(`| ${header.join(' | ')} |\n|${header.map(() => '---|').join('')}\n`);
const smallest = new Map<string, number>();
for (const functions of sizes.length > 0 ? sizes : [250, 500, 1_000]) {
  for (const shared of ['ten', 'all'] as const) {
    const roles = shared === 'all' ? 1 : Math.ceil(functions / 10);
    const standing = accountOfFunctions({ account, region, functions, roles });
    const { sweep, close } = await sweeper(standing);
    for (const name of ['everything is new', 'nothing is new', 'roles became administrators'] as const) {
      if (name === 'roles became administrators') standing.may.action = '*';
      const { calls, tells, milliseconds } = await sweep();
      const each = calls / functions;
      const base = smallest.get(`${shared} ${name}`) ?? each;
      smallest.set(`${shared} ${name}`, base);
      const cells = [functions, shared, name, each.toFixed(2), (each / base).toFixed(2), tells];
      process.stdout.write(`| ${cells.join(' | ')} |\n`);
      process.stderr.write(`${(milliseconds / functions).toFixed(2)} ms of this machine for each function\n`);
    }
    await close();
  }
}
