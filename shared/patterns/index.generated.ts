// Written by `npm run generate` from the file tree.
import type { Pattern } from './pattern.ts';
import patternBlindWindow from './pattern-blind-window.ts';
import patternBorrowedTrust from './pattern-borrowed-trust.ts';
import patternDeniedBurst from './pattern-denied-burst.ts';
import patternDiscoverySweep from './pattern-discovery-sweep.ts';
import patternFlashExposure from './pattern-flash-exposure.ts';
import patternIamEventsToFunction from './pattern-iam-events-to-function.ts';
import patternNewActor from './pattern-new-actor.ts';
import patternNewSecretReader from './pattern-new-secret-reader.ts';
import patternNewTrigger from './pattern-new-trigger.ts';
import patternPublicAndOverwritten from './pattern-public-and-overwritten.ts';
import patternRoleToOpenFunction from './pattern-role-to-open-function.ts';
import patternSameChangeEverywhere from './pattern-same-change-everywhere.ts';
import patternSecretsInBulk from './pattern-secrets-in-bulk.ts';
import patternShortLivedFunction from './pattern-short-lived-function.ts';
import patternTamperingTried from './pattern-tampering-tried.ts';

export const patterns: readonly Pattern[] = [
  patternBlindWindow,
  patternBorrowedTrust,
  patternDeniedBurst,
  patternDiscoverySweep,
  patternFlashExposure,
  patternIamEventsToFunction,
  patternNewActor,
  patternNewSecretReader,
  patternNewTrigger,
  patternPublicAndOverwritten,
  patternRoleToOpenFunction,
  patternSameChangeEverywhere,
  patternSecretsInBulk,
  patternShortLivedFunction,
  patternTamperingTried,
];
