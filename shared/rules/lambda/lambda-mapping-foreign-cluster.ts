import { defineRule } from '../../engine/rule.ts';

const isPrivate = (endpoint: string): boolean => {
  const host = endpoint.replace(/:\d+$/, '');
  return (
    /^(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|127\.)/.test(host) ||
    /\.(?:internal|local|lan|corp|private)$/.test(host) ||
    !host.includes('.')
  );
};

export default defineRule({
  id: 'lambda-mapping-foreign-cluster',
  title: 'A function is fed by a cluster on the Internet',
  severity: 'medium',
  detections: ['ESM-05'],
  attack: ['T1546'],
  rationale:
    'A self-managed Kafka cluster that is not reached through a VPC can stand anywhere and belong to anybody. Whoever ' +
    'runs it, or its name, decides what the function is run with.',
  remediation: 'Reach the cluster through subnets of your VPC, or delete the mapping where the cluster is not yours.',
  references: ['https://docs.aws.amazon.com/lambda/latest/dg/with-kafka.html'],
  subject: 'event-source-mapping',
  needs: ['endpoints', 'inVpc'],

  *evaluate({ endpoints, inVpc }) {
    if (inVpc) return;
    const open = endpoints.filter((endpoint) => !isPrivate(endpoint));
    if (open.length === 0) return;
    yield {
      key: 'endpoints',
      message: `the mapping reads from ${open.join(', ')}, outside any VPC`,
      evidence: { endpoints: open },
    };
  },
});
