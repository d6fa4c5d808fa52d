import { defineRule } from '../../engine/rule.ts';
import { functionStatements, isForUrl, isPublic, statementInWords, statementViolation } from '../exposed.ts';

export default defineRule({
  id: 'lambda-permission-url-public',
  title: "A function's resource policy lets anyone through its URL",
  severity: 'high',
  detections: ['LAM-07'],
  attack: ['T1133'],
  rationale:
    'The statement is one half of a function that the whole Internet can run; the other is a URL with auth type NONE, ' +
    'which one call makes. Which grant came first makes no difference.',
  remediation: 'Remove the statement, or grant the URL to named principals and keep its auth type AWS_IAM.',
  references: ['https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html'],
  subject: 'function',
  needs: ['resourcePolicy'],
  uses: ['urls', 'publicAccessBlocked'],

  *evaluate({ resourcePolicy, urls, publicAccessBlocked }, judging) {
    if (publicAccessBlocked === true) return;
    for (const statement of functionStatements(resourcePolicy, urls, judging)) {
      const { verdict, qualifier } = statement;
      if (!isForUrl(verdict) || !(isPublic(verdict) || verdict.inEffect === 'unknown')) continue;
      const url = urls?.[qualifier]?.authType;
      const state =
        url === 'NONE'
          ? 'the URL has auth type NONE'
          : url !== undefined
            ? `the URL has auth type ${url}, so that callers still have to sign`
            : urls === undefined
              ? 'whether a URL exists is not known'
              : 'no URL exists yet';
      yield statementViolation(
        statement,
        judging.resource,
        `${statementInWords(statement)} allows ${verdict.actions.join(', ')} to everybody through the function URL; ${state}`,
        url === 'NONE' || urls === undefined ? {} : { severity: 'medium' },
      );
    }
  },
});
