// Identity policies over all AWS managed policies, resource policies over statements of every sort, and what the
// modules cost to load. Times are of the processor, so that other work on the machine does not count; each ratio is
// against a baseline measured in the same run.
import { statSync } from 'node:fs';
import { performance } from 'node:perf_hooks';

const cpu = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

const say = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

const perSecond = (rounds: number, size: number, work: () => void): number => {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round++) {
    const from = cpu();
    work();
    best = Math.min(best, cpu() - from);
  }
  return Math.round((size / best) * 1000);
};

const loadFrom = performance.now();
const { parsePolicy } = await import('../shared/policy/document.ts');
const { exposureOf } = await import('../shared/policy/exposure.ts');
const exposureLoaded = performance.now();
const { powerOf } = await import('../shared/policy/power.ts');
const powerLoaded = performance.now();
const { managedPolicy, managedPolicyNames } = await import('../shared/policy/managed.ts');
const managedLoaded = performance.now();
const first = performance.now();
powerOf([{ name: 'p', policy: parsePolicy({ Statement: { Effect: 'Allow', Action: 's3:*', Resource: '*' } }) }]);
const firstPower = performance.now() - first;
const unpack = performance.now();
const names = managedPolicyNames();
const unpacked = performance.now() - unpack;

const size = (file: string): string =>
  `${Math.round(statSync(new URL(`../shared/policy/${file}`, import.meta.url)).size / 1024)} KB`;
say('loading (types stripped on the way; a bundle loads faster)');
say(
  `  exposure ${(exposureLoaded - loadFrom).toFixed(1)} ms, power ${(powerLoaded - exposureLoaded).toFixed(1)} ms, managed ${(managedLoaded - powerLoaded).toFixed(1)} ms`,
);
say(`  first power ${firstPower.toFixed(1)} ms (unpacks the table of actions, ${size('actions.generated.ts')})`);
say(`  unpacking the managed policies ${unpacked.toFixed(1)} ms (${size('managed.generated.ts')})`);

const documents = names.map((name) => ({
  name,
  policy: managedPolicy(`arn:aws:iam::aws:policy/${name}`) ?? parsePolicy({}),
}));
const texts = documents.map(({ policy }) => JSON.stringify(policy));
const parseOnly = perSecond(8, texts.length, () => {
  for (const text of texts) JSON.parse(text);
});
const judged = perSecond(12, documents.length, () => {
  for (const document of documents) powerOf([document]);
});
const worst = documents
  .map((document) => {
    let best = Number.POSITIVE_INFINITY;
    for (let round = 0; round < 9; round++) {
      const from = performance.now();
      powerOf([document]);
      best = Math.min(best, performance.now() - from);
    }
    return { name: document.name, best };
  })
  .reduce((a, b) => (a.best > b.best ? a : b));
say(`identity policies: ${documents.length} AWS managed policies`);
say(
  `  judged ${judged} a second; JSON.parse alone ${parseOnly} a second (${(parseOnly / judged).toFixed(1)} times as many)`,
);
say(`  worst ${worst.best.toFixed(2)} ms (${worst.name})`);

const wild = Array.from({ length: 400 }, (_, index) => ({
  name: String(index),
  policy: parsePolicy({
    Version: '2012-10-17',
    Statement: Array.from({ length: 40 }, (_unused, place) => ({
      Effect: place % 5 === 4 ? 'Deny' : 'Allow',
      Action: [`*:Get*${index % 7}`, 'ec2:*Instance*', `s3:*${place}*`, '*:*Tag*', 'iam:*Role*'],
      Resource: place % 2 === 0 ? '*' : `arn:aws:iam::*:role/*${place}*`,
    })),
  }),
}));
const wildJudged = perSecond(5, wild.length, () => {
  for (const one of wild) powerOf([one]);
});
say(`  full of wildcards (40 statements of 5): ${wildJudged} a second`);

const [own, other] = ['111111111111', '222222222222'];
const statements: readonly object[] = [
  { Principal: '*' },
  { Principal: { AWS: `arn:aws:iam::${other}:root` } },
  { Principal: { AWS: [own, other] } },
  {
    Principal: { Service: 's3.amazonaws.com' },
    Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::b' }, StringEquals: { 'aws:SourceAccount': own } },
  },
  {
    Principal: { Service: 'events.amazonaws.com' },
    Condition: { ArnLike: { 'aws:SourceArn': `arn:aws:events:eu-west-1:${own}:rule/r` } },
  },
  { Principal: '*', Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-aaaaaaaaaa' } } },
  { Principal: '*', Condition: { IpAddress: { 'aws:SourceIp': ['10.0.0.0/8', '203.0.113.0/24'] } } },
  {
    Principal: '*',
    Condition: { StringEquals: { 'aws:SourceVpce': 'vpce-1' }, Bool: { 'aws:SecureTransport': 'true' } },
  },
].map((parts) => ({ Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: '*', ...parts }));
const policies = statements.map((Statement) => ({ Version: '2012-10-17', Statement }));
const read = policies.map(parsePolicy);
const context = { type: 'resource', account: own, resource: `arn:aws:lambda:eu-west-1:${own}:function:f` } as const;
const rounds = 4000;
const exposed = perSecond(8, rounds * read.length, () => {
  for (let round = 0; round < rounds; round++) for (const policy of read) exposureOf(policy, context);
});
const readAndExposed = perSecond(8, rounds * read.length, () => {
  for (let round = 0; round < rounds; round++) for (const policy of policies) exposureOf(parsePolicy(policy), context);
});
say(`resource policies: ${policies.length} sorts`);
say(`  judged with reasons ${exposed} a second; read and judged ${readAndExposed} a second`);

const grown = (count: number) =>
  parsePolicy({
    Version: '2012-10-17',
    Statement: Array.from({ length: count }, (_, place) => ({
      Effect: 'Allow',
      Principal: { AWS: own },
      Action: Array.from({ length: count }, (_unused, action) => `s3:Action${place}x${action}`),
      Resource: '*',
    })),
  });
const [small, large] = [grown(20), grown(80)];
const smallRate = perSecond(5, 50, () => {
  for (let round = 0; round < 50; round++) exposureOf(small, context);
});
const largeRate = perSecond(5, 50, () => {
  for (let round = 0; round < 50; round++) exposureOf(large, context);
});
say(
  `growth: 4 times the statements and 4 times the actions in each cost ${(smallRate / largeRate).toFixed(1)} times as much (16 times the text)`,
);
