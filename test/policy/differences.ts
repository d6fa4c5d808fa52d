/**
 * Where a verdict of ours is another than a peer's, and why ours is right. `cases` are places in the peer's recorded
 * list, or names of its methods; what is not listed has to agree, and what is listed has to differ.
 */
export interface Difference {
  readonly peer: 'policyuniverse' | 'cloudsplaining' | 'parliament';
  readonly cases: readonly (number | string)[];
  readonly reason: string;
}

export const differences: readonly Difference[] = [
  {
    peer: 'policyuniverse',
    cases: [50, 67],
    reason:
      'aws:SourceArn under ForAllValues and IfExists: both are satisfied by a request without the key, and no direct call ' +
      'carries it. The statement is open to every account.',
  },
  {
    peer: 'policyuniverse',
    cases: [65],
    reason:
      'aws:SourceArn is the ARN of a bucket, which carries no account: whoever owns the name, or claims it once the bucket ' +
      'is deleted, satisfies it. aws:SourceAccount has to stand beside it.',
  },
  {
    peer: 'policyuniverse',
    cases: [74],
    reason:
      'StringEquals with o-* in an organization path: StringEquals takes the asterisk literally, no organization has that ' +
      'id, and nobody gets in. The peer reads it as the pattern that the author may have meant.',
  },
  {
    peer: 'policyuniverse',
    cases: [75],
    reason:
      'aws:userid with the unique id of a role and an empty session name: the id pins one role, of an account that can not ' +
      'be told. The peer takes it for open because its test for fixed ids asks for something after the colon.',
  },
  {
    peer: 'cloudsplaining',
    cases: [3, 24],
    reason:
      'Permissions management on one named bucket or role: the peer reports only what is allowed on every resource; our ' +
      'count of actions by access level counts what is granted, whatever the resource.',
  },
  {
    peer: 'cloudsplaining',
    cases: [15, 17, 21],
    reason:
      'Recorded with the option that flags actions on named resources as well. One named user, bucket or role is what a ' +
      'policy should name: ours are lists of what reaches any of its kind, and limitedEscalation has the others.',
  },
  {
    peer: 'cloudsplaining',
    cases: [53, 'PassExistingRoleToNewDataPipeline'],
    reason:
      'A pipeline that was only created runs nothing: it takes datapipeline:PutPipelineDefinition and ActivatePipeline as ' +
      'well, as pathfinding.cloud has it (datapipeline-001).',
  },
  {
    peer: 'parliament',
    cases: [48],
    reason:
      "ecr:GetAuthorizationToken and redshift:GetClusterCredentials as permissions management: AWS's own tables have them " +
      'as Read and Write.',
  },
];
