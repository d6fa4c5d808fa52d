import { actorInWords, isByHand } from '../../engine/actors.ts';
import { defineActivityRule } from '../../engine/rule.ts';

const texts = (details: { readonly [name: string]: unknown }, ...names: readonly string[]): readonly string[] =>
  names.flatMap((name) => (typeof details[name] === 'string' && details[name] !== '' ? [details[name]] : []));

const inWords = (call: string, details: { readonly [name: string]: unknown }): string => {
  const [source] = texts(details, 'dataSource');
  if (call.endsWith('DataSource')) return `the data source ${source ?? 'of unknown name'}`;
  const field = texts(details, 'type', 'field').join('.');
  const what = call.endsWith('Resolver') ? 'the resolver' : 'a pipeline function';
  return `${what}${field === '' ? '' : ` of ${field}`}${source === undefined ? '' : ` on the data source ${source}`}`;
};

export default defineActivityRule({
  id: 'appsync-changed-by-hand',
  title: 'What a GraphQL API does behind its schema was changed by hand',
  severity: 'low',
  detections: ['ASY-02'],
  attack: ['T1546'],
  rationale:
    'Resolvers and data sources decide what a field runs, and as whom. CloudTrail masks their templates, so a change ' +
    'beside the pipeline is reviewed by nobody and can not be read from the trail.',
  remediation: 'Compare the API with its source (`aws appsync list-resolvers`, `aws appsync list-data-sources`).',
  references: ['https://docs.aws.amazon.com/appsync/latest/devguide/resolver-components.html'],
  subject: 'graphql-api',
  calls: {
    appsync: [
      'CreateDataSource',
      'UpdateDataSource',
      'CreateResolver',
      'UpdateResolver',
      'CreateFunction',
      'UpdateFunction',
    ],
  },
  needs: [],

  *evaluate({ change, context }) {
    if (!isByHand(change.actor, context)) return;
    const details = change.details ?? {};
    const what = inWords(change.call, details);
    yield {
      key: what,
      message: `${actorInWords(change.actor)} ${change.call.startsWith('Create') ? 'made' : 'changed'} ${what}`,
      evidence: { call: change.call, ...details },
    };
  },
});
