import { isObject, type Json, type JsonObject } from '../../json.ts';
import { gotOf } from '../raw.ts';
import {
  attributeOf,
  compact,
  type Draft,
  inherited,
  known,
  make,
  refTo,
  type Sam,
  SamError,
  subText,
} from './context.ts';
import { trustOf } from './role.ts';

const application = 'ServerlessDeploymentApplication';
const serviceRole = 'CodeDeployServiceRole';

/**
 * Makes the CodeDeploy group that shifts an alias to a new version, with the application and the role that all groups
 * of the template share.
 */
export const makeDeployment = (sam: Sam, draft: Draft, alias: string | undefined): void => {
  const preference = draft.properties['DeploymentPreference'];
  const path = [...draft.path, 'Properties', 'DeploymentPreference'];
  if (preference === undefined || preference === null) return;
  if (!isObject(preference))
    throw new SamError(path, `DeploymentPreference is ${gotOf(preference)}, allowed is a mapping`);
  const enabled = known(sam, preference['Enabled']);
  const off = enabled === false || (typeof enabled === 'string' && enabled.toLowerCase() === 'false');
  if (off) return;
  if (alias === undefined) throw new SamError(path, 'DeploymentPreference needs AutoPublishAlias');
  const type = preference['Type'];
  if (type === undefined || type === null) throw new SamError(path, 'DeploymentPreference has no Type, which it needs');
  const hooks = preference['Hooks'];
  if (hooks !== undefined && !isObject(hooks))
    throw new SamError([...path, 'Hooks'], `Hooks is ${gotOf(hooks)}, allowed is a mapping`);
  const through = preference['PassthroughCondition'] === true || preference['PassthroughCondition'] === 'true';
  const attributes = inherited(draft);
  const shared: JsonObject =
    through && attributes['Condition'] !== undefined ? { Condition: attributes['Condition'] } : {};
  if (!sam.made.has(application))
    make(sam, path, application, 'AWS::CodeDeploy::Application', { ComputePlatform: 'Lambda' }, shared);
  const role = preference['Role'];
  if (role === undefined && !sam.made.has(serviceRole)) {
    make(
      sam,
      path,
      serviceRole,
      'AWS::IAM::Role',
      {
        AssumeRolePolicyDocument: trustOf('codedeploy.amazonaws.com'),
        ManagedPolicyArns: ['arn:aws:iam::aws:policy/service-role/AWSCodeDeployRoleForLambda'],
      },
      shared,
    );
  }
  const alarms = preference['Alarms'];
  const named = (list: Json): Json => (Array.isArray(list) ? list.map((name: Json) => ({ Name: name })) : list);
  make(
    sam,
    path,
    `${draft.logicalId}DeploymentGroup`,
    'AWS::CodeDeploy::DeploymentGroup',
    {
      AlarmConfiguration: Array.isArray(alarms) ? { Enabled: true, Alarms: named(alarms) } : undefined,
      ApplicationName: refTo(application),
      AutoRollbackConfiguration: {
        Enabled: true,
        Events: ['DEPLOYMENT_FAILURE', 'DEPLOYMENT_STOP_ON_ALARM', 'DEPLOYMENT_STOP_ON_REQUEST'],
      },
      DeploymentConfigName: subText('CodeDeployDefault.Lambda${ConfigName}', { ConfigName: type }),
      DeploymentStyle: { DeploymentType: 'BLUE_GREEN', DeploymentOption: 'WITH_TRAFFIC_CONTROL' },
      ServiceRoleArn: role ?? attributeOf(serviceRole, 'Arn'),
      TriggerConfigurations: preference['TriggerConfigurations'],
    },
    through ? shared : {},
  );
  const made = sam.made.get(alias);
  if (!made) return;
  const hook = isObject(hooks) ? hooks : {};
  sam.made.set(alias, {
    ...made,
    attributes: {
      ...made.attributes,
      UpdatePolicy: {
        CodeDeployLambdaAliasUpdate: compact({
          ApplicationName: refTo(application),
          DeploymentGroupName: refTo(`${draft.logicalId}DeploymentGroup`),
          BeforeAllowTrafficHook: hook['PreTraffic'],
          AfterAllowTrafficHook: hook['PostTraffic'],
        }),
      },
    },
  });
};
