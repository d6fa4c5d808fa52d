import { isObject, type Json, type JsonObject } from '../../json.ts';
import type { Path } from '../parse.ts';
import { gotOf } from '../raw.ts';
import { compact, isIntrinsic, SamError } from './context.ts';

/** Parts of an `s3://bucket/key?versionId=…` address; `undefined` for other text. */
const s3Parts = (text: string): JsonObject | undefined => {
  const match = /^s3:\/\/([\w.$ {}-]+)\/([^?]+)(?:\?versionId=(.+))?$/.exec(text);
  return match ? compact({ Bucket: match[1], Key: match[2], Version: match[3] }) : undefined;
};

/**
 * Bucket, key and version of a property that names an object of S3. A local path (what `sam package` and `cdk` replace
 * before deployment) has none of them and answers `undefined`.
 */
export const s3Location = (value: Json | undefined, name: string, path: Path): JsonObject | undefined => {
  if (isObject(value) && !isIntrinsic(value)) {
    if (value['Bucket'] === undefined || value['Key'] === undefined) {
      throw new SamError(path, `${name} lacks Bucket or Key, allowed are both or an address like s3://bucket/key`);
    }
    return value;
  }
  if (typeof value === 'string') {
    const parts = s3Parts(value);
    if (value.includes('{{resolve:'))
      throw new SamError(path, `${name} is a dynamic reference, allowed is the address itself`);
    if (!parts && /^(?!https:)[a-z0-9]+:\/\//i.test(value)) {
      throw new SamError(path, `${name} is ${gotOf(value)}, allowed is s3://bucket/key with an optional versionId`);
    }
    return parts;
  }
  if (value === undefined || value === null || isIntrinsic(value)) return undefined;
  throw new SamError(path, `${name} is ${gotOf(value)}, allowed is s3://bucket/key or a mapping with Bucket and Key`);
};
