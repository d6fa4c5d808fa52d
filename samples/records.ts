import { createHash } from 'node:crypto';

/** The account of the shop, and one that has no business there. */
export const shop = '111122223333';
export const stranger = '999988887777';
export const home = 'eu-west-1';

export interface SampleRecord {
  readonly [member: string]: unknown;
  readonly eventTime: string;
  readonly awsRegion: string;
}

export interface Call {
  /** `2026-03-10 09:00:00` */
  readonly at: string;
  readonly by: Actor;
  readonly service: string;
  readonly name: string;
  readonly request?: object | null;
  readonly response?: object | null;
  readonly error?: string;
  readonly readOnly?: boolean;
}

/** Who calls, and from where. */
export interface Actor {
  readonly identity: object;
  readonly ip: string;
  readonly agent: string;
  readonly console?: boolean;
}

const arn = (service: string, resource: string) => `arn:aws:${service}::${shop}:${resource}`;

const session = (role: string, path: string, name: string, principal: string, at: string) => ({
  type: 'AssumedRole',
  principalId: `${principal}:${name}`,
  arn: `${arn('sts', `assumed-role/${role}/${name}`)}`,
  accountId: shop,
  accessKeyId: `ASIA${principal.slice(4, 12)}EXAMPLE`,
  sessionContext: {
    sessionIssuer: {
      type: 'Role',
      principalId: principal,
      arn: arn('iam', `role${path}${role}`),
      accountId: shop,
      userName: role,
    },
    attributes: { creationDate: at, mfaAuthenticated: 'false' },
  },
});

const user = (name: string, principal: string, key: string) => ({
  type: 'IAMUser',
  principalId: principal,
  arn: arn('iam', `user/${name}`),
  accountId: shop,
  accessKeyId: key,
  userName: name,
});

const sso = '/aws-reserved/sso.amazonaws.com/eu-west-1/';

/** The pipeline, working through CloudFormation. */
export const pipeline: Actor = {
  identity: {
    ...session('shop-deploy', '/', 'AWSCloudFormation', 'AROASAMPLEDEPLOY00001', '2026-03-09T07:58:12Z'),
    invokedBy: 'cloudformation.amazonaws.com',
  },
  ip: 'cloudformation.amazonaws.com',
  agent: 'cloudformation.amazonaws.com',
};

/** The pipeline on its own: it pushes code. */
export const release: Actor = {
  identity: session('shop-deploy', '/', 'release-412', 'AROASAMPLEDEPLOY00001', '2026-03-10T10:02:40Z'),
  ip: '192.0.2.40',
  agent: 'aws-cli/2.31.3 md/awscrt#0.27.6 ua/2.1 os/linux#6.8.0 lang/python#3.13.7 cfg/retry-mode#standard',
};

export const ada: Actor = {
  identity: session(
    'AWSReservedSSO_Developer_4f1c0a9b7d3e2211',
    sso,
    'ada@marigold.example',
    'AROASAMPLEDEVELOPER01',
    '2026-03-10T13:31:05Z',
  ),
  ip: '198.51.100.23',
  agent: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
  console: true,
};

/** The one who cleans up. */
export const grace: Actor = {
  identity: session(
    'AWSReservedSSO_Security_9b8e7d6c5a412233',
    sso,
    'grace@marigold.example',
    'AROASAMPLESECURITY001',
    '2026-03-11T04:20:51Z',
  ),
  ip: '198.51.100.71',
  agent: 'aws-cli/2.31.3 md/awscrt#0.27.6 ua/2.1 os/macos#25.1.0 lang/python#3.13.7 cfg/retry-mode#standard',
};

/** A long-lived key that was left in a public repository, in the hands of somebody else. */
export const thief: Actor = {
  identity: user('build-bot', 'AIDASAMPLEBUILDBOT001', 'AKIAEXAMPLEBUILDBOT1'),
  ip: '203.0.113.66',
  agent: 'Boto3/1.40.11 md/Botocore#1.40.11 ua/2.1 os/linux#6.12.0 lang/python#3.12.3',
};

const uuid = (seed: string): string => {
  const hex = createHash('sha256').update(seed).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};

const versions: Readonly<Record<string, string>> = {
  CreateFunction: '20150331',
  DeleteFunction: '20150331',
  GetFunction: '20150331v2',
  ListFunctions: '20150331',
  UpdateFunctionCode: '20150331v2',
  UpdateFunctionConfiguration: '20150331v2',
  AddPermission: '20150331v2',
  RemovePermission: '20150331v2',
  PublishVersion: '20150331',
  CreateAlias: '20150331',
  UpdateAlias: '20150331',
  CreateEventSourceMapping: '20150331',
  DeleteEventSourceMapping: '20150331',
  PutFunctionConcurrency: '20171031',
  DeleteFunctionConcurrency: '20171031',
  TagResource: '20170331v2',
};

const globalServices = new Set(['iam', 'sts', 'signin']);

/** A CloudTrail record as AWS writes it; ids follow from the place in the story. */
export const recordOf = (call: Call, index: number): SampleRecord => {
  const { by, service, name } = call;
  const global = globalServices.has(service);
  const eventName = service === 'lambda' ? `${name}${versions[name] ?? ''}` : name;
  return {
    eventVersion: '1.11',
    userIdentity: by.identity,
    eventTime: `${call.at.replace(' ', 'T')}Z`,
    eventSource: `${service}.amazonaws.com`,
    eventName,
    awsRegion: global ? 'us-east-1' : home,
    sourceIPAddress: by.ip,
    userAgent: by.agent,
    ...(call.error === undefined
      ? {}
      : { errorCode: call.error, errorMessage: `User is not authorized to perform: ${service}:${name}` }),
    requestParameters: call.request ?? null,
    responseElements: call.response ?? null,
    requestID: uuid(`request ${index}`),
    eventID: uuid(`event ${index}`),
    readOnly: call.readOnly ?? false,
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: shop,
    eventCategory: 'Management',
    ...(by.ip.endsWith('.amazonaws.com')
      ? {}
      : {
          tlsDetails: {
            tlsVersion: 'TLSv1.3',
            cipherSuite: 'TLS_AES_128_GCM_SHA256',
            clientProvidedHostHeader: global ? `${service}.amazonaws.com` : `${service}.${home}.amazonaws.com`,
          },
        }),
    ...(by.console ? { sessionCredentialFromConsole: 'true' } : {}),
  };
};
