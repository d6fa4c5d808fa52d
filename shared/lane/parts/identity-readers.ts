import { IAMClient } from '@aws-sdk/client-iam';
import { hydrating } from '../../account/hydrate.ts';
import { managedPolicyReads, roleReads } from '../../account/iam.ts';

const client = new IAMClient({});

export const roles = hydrating(roleReads, client);
export const managedPolicies = hydrating(managedPolicyReads, client);
