import { expect, it } from 'vitest';
import { emptyContext } from '../../shared/engine/context.ts';
import { loadTemplate } from '../../shared/template/assembly.ts';
import { impactsOf, standingFinder } from '../../shared/template/impact.ts';
import { judgeApplication } from '../../shared/template/judge.ts';

const judged = (text: string) => {
  const options = { account: '123456789012', region: 'eu-west-1', parameters: {} };
  const { worlds } = loadTemplate('template.yaml', text, { read: () => undefined }, options);
  const { inventories, logicalIds } = judgeApplication(worlds, [], emptyContext, '2026-06-01T00:00:00Z');
  return { documents: [...(inventories[0]?.documents.values() ?? [])], logicalIds };
};

const template = (actions: string, more = ''): string => `
Transform: AWS::Serverless-2016-10-31
Resources:
  Orders:
    Type: AWS::Serverless::Function
    Properties:
      FunctionName: orders
      Runtime: nodejs24.x
      Handler: index.handler
      InlineCode: x
      Policies: [{Statement: [{Effect: Allow, Action: ${actions}, Resource: 'arn:aws:dynamodb:eu-west-1:123456789012:table/t'}]}]
${more}`;

const words = (before: string | undefined, after: string): readonly string[] => {
  const { documents, logicalIds } = judged(after);
  const standing = before === undefined ? [] : judged(before).documents;
  return impactsOf(documents, standingFinder(standing, logicalIds)).map((impact) => impact.words);
};

const read = "'dynamodb:GetItem'";

it('says nothing of what stays as it is', () => {
  expect(words(template(read), template(read))).toEqual([]);
});

it('names what is new', () => {
  expect(words(undefined, template(read))).toContain('the function orders is new');
});

it('says that a function becomes reachable from the Internet, and by what, and that it is not any more', () => {
  const open = template(read, '      FunctionUrlConfig: {AuthType: NONE}\n');
  expect(words(template(read), open)).toEqual([
    'the function orders becomes reachable from the Internet, by the function URL, without authentication',
  ]);
  expect(words(open, template(read))).toEqual(['the function orders is no longer reachable from the Internet']);
});

it('says what more a role can do', () => {
  expect(words(template(read), template("['dynamodb:GetItem', 'dynamodb:PutItem']"))).toContain(
    'the function orders gets more power: dynamodb: write',
  );
  const all = template("'*'").replace("'arn:aws:dynamodb:eu-west-1:123456789012:table/t'", "'*'");
  expect(words(template(read), all).join()).toMatch(/the function orders (?:can become|becomes) an administrator/);
});

it('says how two versions of a role differ, also where its services and levels stay the same', () => {
  const [one, two] = [template(read), template("['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:PutItem']")];
  const said = (before: string, after: string) => words(before, after).filter((line) => line.includes('the role'));
  expect(said(one, two)).toEqual([
    expect.stringMatching(/^what the role \S+ can do changes: 2 more actions, 1 of them writing$/),
  ]);
  expect(said(two, one)).toEqual([
    expect.stringMatching(/^what the role \S+ can do changes: 2 fewer actions, 1 of them writing$/),
  ]);
  const more = template("['dynamodb:GetItem', 'dynamodb:Query']");
  expect(words(template(read), more)).toEqual([expect.stringContaining('1 more action (reading)')]);
});

it('tells a role that loses from one that gains', () => {
  const wider = (before: string, after: string) =>
    impactsOf(judged(after).documents, standingFinder(judged(before).documents, judged(after).logicalIds))
      .filter(({ resource }) => resource.kind === 'role')
      .map((impact) => impact.wider);
  const two = template("['dynamodb:GetItem', 'dynamodb:PutItem']");
  expect(wider(template(read), two)).toEqual([true]);
  expect(wider(two, template(read))).toEqual([false]);
});

it('names new triggers', () => {
  const triggered = template(
    read,
    `      Events: {Queue: {Type: SQS, Properties: {Queue: 'arn:aws:sqs:eu-west-1:123456789012:jobs'}}}\n`,
  );
  expect(words(template(read), triggered)).toContain(
    'the function orders gets a new trigger: event-source-mapping OrdersQueue from arn:aws:sqs:eu-west-1:123456789012:jobs',
  );
});

it('finds the function that stands under the name CloudFormation made up', () => {
  const unnamed = (text: string): string => text.replace('      FunctionName: orders\n', '');
  const { documents, logicalIds } = judged(unnamed(template(read)));
  const standing = documents.map((document) =>
    document.kind === 'function'
      ? {
          ...document,
          name: 'shop-Orders-A1B2',
          arn: `${document.arn}-A1B2` as typeof document.arn,
          facets: {
            ...document.facets,
            tags: { known: true as const, value: { 'aws:cloudformation:logical-id': 'Orders' } },
          },
        }
      : document,
  );
  expect(impactsOf(documents, standingFinder(standing, logicalIds))).toEqual([]);
});
