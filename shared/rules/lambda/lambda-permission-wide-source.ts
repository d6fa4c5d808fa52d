import { parseArn } from '../../arn.ts';
import { defineRule } from '../../engine/rule.ts';
import { openDeputies, sourceArns } from '../deputies.ts';
import { functionStatements, statementInWords, statementViolation } from '../exposed.ts';

/**
 * A source of the own account that names no particular resource: every topic, every rule, every API. `*` after the id
 * of an API (`abc123/*\/*`) is what tools write for one API and says enough.
 */
const isEveryResource = (arn: string): boolean => {
  const { service, resource = '' } = parseArn(arn) ?? {};
  return resource.startsWith('*') || (service !== 'execute-api' && /^[a-z-]+[/:]\*/.test(resource));
};

export default defineRule({
  id: 'lambda-permission-wide-source',
  title: 'A service may run a function for sources that are named too widely',
  severity: 'medium',
  detections: ['LAM-06'],
  attack: ['T1546'],
  rationale:
    'A source ARN with wildcards where the account or the resource should stand looks like a restriction and is none: any ' +
    'topic, rule or API that matches can run the function.',
  remediation: 'Add the statement anew with the full ARN of the source.',
  references: ['https://docs.aws.amazon.com/lambda/latest/dg/permissions-function-services.html'],
  subject: 'function',
  needs: ['resourcePolicy'],
  uses: ['urls'],

  *evaluate({ resourcePolicy, urls }, judging) {
    for (const statement of functionStatements(resourcePolicy, urls, judging)) {
      const { verdict } = statement;
      const arns = sourceArns(verdict);
      const open = openDeputies(verdict).find(({ gap }) => gap === 'wide');
      if (open !== undefined) {
        yield statementViolation(
          statement,
          judging.resource,
          `${statementInWords(statement)} lets ${open.deputy.service} run the function for ${arns.join(', ') || 'a source that is left open'}: ${open.deputy.why}`,
        );
      } else if (verdict.deputies.length > 0 && arns.some(isEveryResource)) {
        yield statementViolation(
          statement,
          judging.resource,
          `${statementInWords(statement)} lets ${verdict.deputies.map(({ service }) => service).join(', ')} run the function for every source that matches ${arns.join(', ')}`,
          { severity: 'low' },
        );
      }
    }
  },
});
