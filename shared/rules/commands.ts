import type { ResourceRef } from '../inventory/document.ts';

const quoted = (value: string): string =>
  /^[\w@%+=:,./-]+$/.test(value) ? value : `'${value.replaceAll("'", "'\\''")}'`;

type Flags = { readonly [flag: string]: string | true | undefined };

/** A command of the AWS CLI that can be pasted; flags that are `undefined` or empty are left out. */
export const awsCommand = (command: string, flags: Flags): string =>
  [
    `aws ${command}`,
    ...Object.entries(flags).flatMap(([flag, value]) =>
      value === undefined || value === '' ? [] : value === true ? [`--${flag}`] : [`--${flag} ${quoted(value)}`],
    ),
  ].join(' ');

/** A command about one function (`aws lambda …`), in its Region. */
export const functionCommand = (command: string, { name, region }: ResourceRef, flags: Flags = {}): string =>
  awsCommand(`lambda ${command}`, { 'function-name': name, ...flags, region });

/** `url` or `url:live`: the key of something that each qualifier of a function can have once. */
export const qualifiedKey = (key: string, qualifier: string): string =>
  qualifier === '' ? key : `${key}:${qualifier}`;

export const qualifierInWords = (qualifier: string): string =>
  qualifier === '' ? 'the function' : `the alias ${qualifier}`;
