import { actorInWords, isMeant } from '../../engine/actors.ts';
import { defineActivityRule } from '../../engine/rule.ts';
import { functionCommand } from '../commands.ts';

const listed = (items: readonly string[]): string => [...items].sort().join(',');

export default defineActivityRule({
  id: 'lambda-network-changed',
  title: 'A function was moved to another network',
  severity: 'medium',
  detections: ['CFG-04'],
  attack: ['T1562'],
  rationale:
    'A function in a VPC passes its firewalls, endpoints and flow logs. Taken out of it, it reaches the whole Internet ' +
    'unseen; with other subnets or security groups it reaches systems that it was kept away from.',
  remediation: 'Set the subnets and security groups of the last deployment again.',
  references: ['https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html'],
  subject: 'function',
  calls: { lambda: ['UpdateFunctionConfiguration'] },
  needs: ['vpc'],

  *evaluate({ change, before, after, resource, context }) {
    const [from, to] = [before.vpc, after.vpc];
    if (!from || isMeant(change.actor, context)) return;
    if (to && listed(from.subnets) === listed(to.subnets) && listed(from.securityGroups) === listed(to.securityGroups))
      return;
    yield {
      key: 'vpc',
      message:
        to === null
          ? `${actorInWords(change.actor)} took the function out of its VPC: nothing filters or logs its traffic now`
          : `${actorInWords(change.actor)} moved the function to subnets ${listed(to.subnets)} and security groups ${listed(to.securityGroups)}`,
      evidence: { from: { ...from }, to: to === null ? null : { ...to } },
      ...(to === null ? {} : { severity: 'low' }),
      remediation: functionCommand('update-function-configuration', resource, {
        'vpc-config': `SubnetIds=${listed(from.subnets)},SecurityGroupIds=${listed(from.securityGroups)}`,
      }),
    };
  },
});
