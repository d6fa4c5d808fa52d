/** A resource that differs from the official expansion, and why that is meant. */
export interface SamDifference {
  readonly template: string;
  readonly logicalIds: readonly string[];
  readonly reason: string;
}

const unknownManagedPolicy =
  'a policy named by a name that AWS has not is taken for one of AWS at the root path, so that the rules see an ARN';

export const samDifferences: readonly SamDifference[] = [
  {
    template: 'api_with_any_method_in_swagger',
    logicalIds: ['HttpApiFunction', 'HttpApiFunctionRole', 'HttpApiFunctionSimpleCasePermission'],
    reason:
      'an HttpApi event refers to a REST API, which API Gateway does not take: reported, and the function left out',
  },
  {
    template: 'implicit_api_deletion_policy_precedence',
    logicalIds: ['GetHtmlFunctionGetHtmlPermissionProd'],
    reason: 'the path /{proxy++} is a slip of the template; a path parameter is * in the ARN here, whatever its name',
  },
  {
    template: 'managed_policies_everything',
    logicalIds: ['MyFunctionRole', 'MyStateMachineRole'],
    reason: unknownManagedPolicy,
  },
  {
    template: 'managed_policies_minimal',
    logicalIds: ['MyFunctionRole', 'MyStateMachineRole'],
    reason: unknownManagedPolicy,
  },
  {
    template: 'self_managed_kafka_with_SERVER_ROOT_CA_CERTIFICATE_and_auth_mechanism',
    logicalIds: ['KafkaFunctionRole'],
    reason:
      'the official expansion allows the secret of the authentication twice and the certificate never; here each once',
  },
];

/** Templates that the official transform takes and that are reported here, and why. */
export const reportedThoughTaken: Readonly<Record<string, string>> = {
  api_with_any_method_in_swagger: 'an HttpApi event refers to a REST API',
  connector_hardcoded_props: 'an Fn::If of two values, which CloudFormation refuses',
  resource_with_invalid_type: 'a resource whose Type is a mapping, which CloudFormation refuses',
  unsupported_resources: 'a resource without Type, which CloudFormation refuses',
};

/** Templates that the official transform refuses and that are taken here without an error, and why. */
export const takenThoughRefused: Readonly<Record<string, string>> = {
  error_api_with_invalid_open_api_version_type: '3 and 3.0 are the same number once the YAML is read',
  error_application_does_not_exist: 'only the Serverless Application Repository knows whether it exists',
  error_application_no_access: 'only the Serverless Application Repository knows who has access',
  error_application_preparing_timeout: 'nothing is fetched, so nothing times out',
  error_function_no_codeuri: 'a warning: sam build takes the folder of the template',
  error_state_machine_invalid_s3_string: 'a local path is what sam package replaces before deployment',
};
