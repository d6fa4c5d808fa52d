import { roleArn } from '../trail/arns.ts';
import type { Change } from '../trail/change.ts';
import type { ResourceChange } from './document.ts';
import { refOf, toResourceChange } from './projection.ts';

const inFunction = /AWS_Lambda/;

/** Systems that Lambda does not run on, as the SDKs name the one that they run on. */
const otherSystem = /\bos\/(?:windows|win32|macos|darwin)\b|\b(?:Windows|Darwin|macOS)\/[\d.]/i;
const kernel = /(?:\bos\/linux#|\bLinux\/)(\d[\w.+-]*)/;

/** Tools that hardly run in a function, and that tell which kernel they run on if they do. */
const tool = /aws-cli\/|Boto3\/|Botocore\/|Terraform\//i;

/**
 * Whether a client says that it does not run in a function. Runtimes that AWS provides say that they are one; those that
 * a function brings itself do not, but run on Amazon's kernel. A client that says neither may be anywhere.
 */
const isElsewhere = (userAgent: string): boolean => {
  if (inFunction.test(userAgent)) return false;
  if (otherSystem.test(userAgent)) return true;
  const version = kernel.exec(userAgent)?.[1];
  return version === undefined ? tool.test(userAgent) : !version.includes('amzn');
};

/** Functions in a VPC call from its addresses, or from those of its NAT gateways: an address alone tells nothing. */
const privateAddress =
  /^(?:10\.|127\.|169\.254\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|f[cd]|fe80:|::1$)/i;
const address = /^[0-9a-f.:]+$/i;

/** Names that SDKs and services give a session where nobody named it; a function is called otherwise. */
const unnamed =
  /^(?:botocore-session-|aws-go-sdk-|aws-sdk-|AWSCLI-Session|GitHubActions$|AWSCodeBuild-|i-[0-9a-f]{8,}$|\d+$)/;
const functionName = /^[\w-]{1,64}$/;

/** Whether a session that may be a function's is used by something that is none. */
const isTakenOut = ({
  actor: { type, session, issuedTo, isForOthers, via, sourceIp, userAgent, crossAccount },
}: Change) => {
  if (type !== 'role' || session === undefined || via !== undefined || crossAccount || isForOthers) return false;
  if (sourceIp === undefined || !address.test(sourceIp) || privateAddress.test(sourceIp)) return false;
  const mayBeFunction = issuedTo !== undefined || (functionName.test(session) && !unnamed.test(session));
  return mayBeFunction && isElsewhere(userAgent ?? '');
};

/**
 * What a call means, and, where it may have been made with the credentials of a function by something that is none, that
 * it was, told to the role: it knows its functions. Whatever was called, by whomever it is read.
 */
export const withElsewhere = (change: Change, changes: readonly ResourceChange[]): readonly ResourceChange[] => {
  const { role } = change.actor;
  if (role === undefined || change.outcome.status === 'failed' || !isTakenOut(change)) return changes;
  const arn = roleArn(change, role);
  const told = { acted: true, elsewhere: true };
  if (changes.some((each) => each.arn === arn))
    return changes.map((each) => (each.arn === arn ? { ...each, details: { ...each.details, ...told } } : each));
  const ref = refOf(change, 'role', arn, arn.slice(arn.lastIndexOf('/') + 1));
  return [...changes, toResourceChange(change, { ref, ops: [], details: told })];
};
