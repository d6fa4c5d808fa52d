import { account, human, throughCloudFormation } from '../support/calls.ts';
import { defineCases } from '../support/cases.ts';

const onDay = (day: number): string => new Date(Date.UTC(2026, 0, 1 + day, 9)).toISOString().replace('.000', '');
const topic = (name: string): string => `arn:aws:sns:eu-west-1:${account}:${name}`;
const route = (api: string, path: string): string => `arn:aws:execute-api:eu-west-1:${account}:${api}/*/GET/${path}`;

let statements = 0;
const permit = (day: number, principal: string, sourceArn?: string, more: object = {}) => {
  statements += 1;
  return {
    name: 'AddPermission20150331v2',
    time: onDay(day),
    request: {
      functionName: 'orders',
      statementId: `s${statements}`,
      action: 'lambda:InvokeFunction',
      principal,
      ...(sourceArn === undefined ? {} : { sourceArn }),
    },
    ...more,
  };
};
const map = (day: number, eventSourceArn: string) => ({
  name: 'CreateEventSourceMapping20150331',
  time: onDay(day),
  request: { functionName: 'orders', eventSourceArn },
});
const deploy = (day: number) => ({
  name: 'UpdateFunctionCode20150331v2',
  time: onDay(day),
  request: { functionName: 'orders' },
});
const sns = 'sns.amazonaws.com';

export default defineCases({
  fail: [
    {
      name: 'another service, after weeks',
      trail: [permit(0, sns, topic('orders')), deploy(9), permit(20, 'events.amazonaws.com')],
      keys: ['events'],
      says: 'until now it was sns',
    },
    {
      name: 'another source of a service that it knows, by a person, too',
      trail: [permit(0, sns, topic('orders')), permit(20, sns, topic('others'), { identity: human })],
      keys: [`sns ${topic('others')}`],
      says: topic('orders'),
    },
    {
      name: 'another queue that is read from',
      trail: [
        map(0, `arn:aws:sqs:eu-west-1:${account}:orders`),
        deploy(9),
        map(20, `arn:aws:sqs:eu-west-1:${account}:others`),
      ],
    },
    {
      name: 'a source that nobody has seen for three months',
      trail: [
        permit(0, sns, topic('old')),
        permit(60, sns, topic('orders')),
        deploy(97),
        permit(100, sns, topic('old')),
      ],
      keys: [`sns ${topic('orders')}`, `sns ${topic('old')}`],
      grows: true,
    },
  ],
  pass: [
    { name: 'the first trigger of a function', trail: [deploy(0), deploy(10), permit(20, sns, topic('orders'))] },
    { name: 'a function of which nothing else was seen', trail: [permit(20, sns, topic('orders'))] },
    {
      name: 'a function that is younger than a week',
      trail: [permit(0, sns, topic('orders')), permit(5, 'events.amazonaws.com')],
    },
    {
      name: 'a source that comes again',
      trail: [permit(0, sns, topic('orders')), deploy(9), permit(20, sns, topic('orders'))],
    },
    {
      name: 'another route of the same API',
      trail: [
        permit(0, 'apigateway.amazonaws.com', route('abc', 'orders')),
        permit(20, 'apigateway.amazonaws.com', route('abc', 'customers')),
      ],
    },
    {
      name: 'a stack that gets a trigger',
      trail: [
        permit(0, sns, topic('orders')),
        permit(20, 'events.amazonaws.com', undefined, { more: throughCloudFormation }),
      ],
    },
    {
      name: 'another service by a person, which has a rule of its own',
      trail: [permit(0, sns, topic('orders')), permit(20, 'events.amazonaws.com', undefined, { identity: human })],
    },
    {
      name: 'an account, which is no trigger',
      trail: [permit(0, sns, topic('orders')), permit(20, '999988887777')],
    },
  ],
});
