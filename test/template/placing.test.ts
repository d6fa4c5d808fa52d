import { expect, it } from 'vitest';
import { emptyContext } from '../../shared/engine/context.ts';
import { rules } from '../../shared/rules/index.generated.ts';
import { loadTemplate } from '../../shared/template/assembly.ts';
import { judgeApplication } from '../../shared/template/judge.ts';

const template = `
Transform: AWS::Serverless-2016-10-31
Resources:
  Orders:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: nodejs24.x
      Handler: index.handler
      InlineCode: x
      FunctionUrlConfig:
        AuthType: NONE
      Policies:
        - Statement:
            - Effect: Allow
              Action: iam:*
              Resource: '*'
  Pictures: {Type: 'AWS::S3::Bucket'}
  Resize:
    Type: AWS::Lambda::Permission
    Properties:
      FunctionName: !Ref Orders
      Action: lambda:InvokeFunction
      Principal: s3.amazonaws.com
      SourceArn: !GetAtt Pictures.Arn
  Topic:
    Type: AWS::SNS::TopicPolicy
    Properties:
      Topics: ['arn:aws:sns:eu-west-1:123456789012:t']
      PolicyDocument:
        Statement:
          - {Sid: Own, Effect: Allow, Principal: {AWS: !Ref 'AWS::AccountId'}, Action: 'sns:Publish', Resource: '*'}
          - {Sid: All, Effect: Allow, Principal: '*', Action: 'sns:Publish', Resource: '*'}
  Admin:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement: [{Effect: Allow, Principal: {Service: lambda.amazonaws.com}, Action: 'sts:AssumeRole'}]
      Policies:
        - PolicyName: small
          PolicyDocument: {Statement: [{Effect: Allow, Action: 's3:GetObject', Resource: 'arn:aws:s3:::b/*'}]}
        - PolicyName: large
          PolicyDocument:
            Statement:
              - {Effect: Allow, Action: 's3:GetObject', Resource: 'arn:aws:s3:::b/*'}
              - {Effect: Allow, Action: 'iam:*', Resource: '*'}
  Bills:
    Type: AWS::Lambda::Function
    Properties:
      Role: !GetAtt Admin.Arn
      Runtime: nodejs24.x
      Handler: index.handler
      Code: {ZipFile: x}
`;

const options = { account: '123456789012', region: 'eu-west-1', parameters: {} };
const { worlds } = loadTemplate('template.yaml', template, { read: () => undefined }, options);
const { findings } = judgeApplication(worlds, rules, emptyContext, '2026-06-01T00:00:00Z');
const lines = template.split('\n');

/** The lines on which a rule reports, with the resource that each is said to lie in. */
const placesOf = (rule: string): readonly string[] =>
  findings
    .filter(({ finding }) => finding.rule === rule)
    .map(({ source }) => `${source.logicalId}: ${lines[(source.line ?? 0) - 1]?.trim()}`)
    .sort();

const places: readonly (readonly [rule: string, places: readonly string[]])[] = [
  ['lambda-url-unauthenticated', ['Orders: AuthType: NONE']],
  ['lambda-reachable-from-internet', ['Orders: AuthType: NONE']],
  ['lambda-permission-bucket-reclaimable', ['Resize: Principal: s3.amazonaws.com']],
  ['sns-topic-public', ["Topic: - {Sid: All, Effect: Allow, Principal: '*', Action: 'sns:Publish', Resource: '*'}"]],
  ['iam-role-escalation', ["Admin: - {Effect: Allow, Action: 'iam:*', Resource: '*'}", 'Orders: - Statement:']],
  ['lambda-role-powerful', ['Bills: Role: !GetAtt Admin.Arn', 'Orders: - Statement:']],
];

it.each(places)('%s lies where it is decided', (rule, expected) => {
  expect(placesOf(rule)).toEqual(expected);
});
