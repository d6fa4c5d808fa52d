import type { JsonObject } from '../../json.ts';

/** A statement as IAM JSON, kept as AWS reported it. */
export type StatementJson = JsonObject;
