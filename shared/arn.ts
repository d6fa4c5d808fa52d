/** An Amazon Resource Name that has been parsed once. */
export type Arn = string & { readonly __brand: 'Arn' };
/** Twelve digits. */
export type AccountId = string & { readonly __brand: 'AccountId' };

/** The parts of an ARN; `account` and `region` are empty where the service leaves them out (S3 buckets, IAM). */
export interface ArnParts {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly account: string;
  readonly resource: string;
}

/**
 * Splits an ARN of any partition, or answers `undefined` for anything else.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
 */
export const parseArn = (text: string): ArnParts | undefined => {
  if (!text.startsWith('arn:')) return undefined;
  const [, partition, service, region, account, ...rest] = text.split(':');
  if (partition === undefined || service === undefined || region === undefined || account === undefined)
    return undefined;
  return rest.length === 0 ? undefined : { partition, service, region, account, resource: rest.join(':') };
};

export const isArn = (text: string): text is Arn => parseArn(text) !== undefined;

export const arnOf = ({ partition, service, region, account, resource }: ArnParts): Arn =>
  `arn:${partition}:${service}:${region}:${account}:${resource}` as Arn;

export const isAccountId = (text: string): text is AccountId => /^\d{12}$/.test(text);

/** The partition a Region belongs to: `aws` unless its name says China, GovCloud or an isolated partition. */
export const partitionOf = (region: string): string => {
  if (region.startsWith('cn-')) return 'aws-cn';
  if (region.startsWith('us-gov-')) return 'aws-us-gov';
  if (region.startsWith('us-isob-')) return 'aws-iso-b';
  if (region.startsWith('us-isof-')) return 'aws-iso-f';
  if (region.startsWith('us-iso-')) return 'aws-iso';
  if (region.startsWith('eu-isoe-')) return 'aws-iso-e';
  if (region.startsWith('eusc-')) return 'aws-eusc';
  return 'aws';
};
