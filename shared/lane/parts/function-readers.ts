import { LambdaClient } from '@aws-sdk/client-lambda';
import { hydrating } from '../../account/hydrate.ts';
import { functionReads } from '../../account/lambda.ts';

export const functions = hydrating(functionReads, new LambdaClient({}));
