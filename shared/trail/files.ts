import { createReadStream, readdirSync, realpathSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createGunzip, gunzip } from 'node:zlib';
import { messageOf } from '../errors.ts';

/** A file of a trail, or why a path names none. */
export type TrailFile =
  | { readonly file: string; readonly size: number }
  | { readonly file: string; readonly message: string };

const TRAIL_FILE = /\.(?:json|jsonl|ndjson)(?:\.gz)?$/i;

/**
 * The files that a path means, in the order of their names: the file itself whatever its name, or all `.json`,
 * `.json.gz`, `.jsonl` … of a folder and the folders in it.
 */
export const trailFiles = function* (path: string): Generator<TrailFile> {
  let found = 0;
  for (const file of walk(path)) {
    found += 1;
    yield file;
  }
  if (found === 0) yield { file: path, message: 'expected .json, .json.gz or .jsonl files, got a folder without any' };
};

const walk = function* (path: string, above: ReadonlySet<string> = new Set()): Generator<TrailFile> {
  let names: readonly string[];
  let real: string;
  try {
    const stat = statSync(path);
    if (!stat.isDirectory()) {
      if (above.size === 0 || TRAIL_FILE.test(path))
        yield { file: path, size: stat.isFile() ? stat.size : Number.POSITIVE_INFINITY };
      return;
    }
    real = realpathSync(path);
    if (above.has(real)) return; // a link to a folder that this one is in
    names = readdirSync(path).sort();
  } catch (cause) {
    const dangling = above.size > 0 && !TRAIL_FILE.test(path) && (cause as NodeJS.ErrnoException).code === 'ENOENT';
    if (!dangling) yield { file: path, message: `could not be read: ${messageOf(cause)}` };
    return;
  }
  for (const name of names) yield* walk(join(path, name), new Set([...above, real]));
};

/** Files up to this size are read at once, and in advance: setting a stream up costs more than reading one. */
const SMALL_FILE = 4 * 1024 * 1024;
const SMALL_CONTENT = 16 * 1024 * 1024;
/** Small enough that what one piece inflates to (a thousandfold at worst) fits in memory. */
const PIECE = 64 * 1024;
const SLICE = 1024 * 1024;

const isGzip = (bytes: Buffer): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

const inflateWhole = promisify(gunzip);

/** The content of a small compressed file, or `undefined` where only a stream can tell what is the matter with it. */
const inflated = async (bytes: Buffer): Promise<Buffer | undefined> => {
  if (bytes.length < 18) return undefined;
  // gzip ends with the size of its content
  const size = bytes.readUInt32LE(bytes.length - 4);
  if (size > SMALL_CONTENT) return undefined;
  try {
    return await inflateWhole(bytes, { maxOutputLength: SMALL_CONTENT, chunkSize: Math.max(size + 64, PIECE) });
  } catch {
    return undefined;
  }
};

const slices = function* (bytes: Buffer, size: number): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
};

/** Inflates piece by piece, the next piece already while the last one is being read; throws after what is readable. */
const inflate = async function* (first: Buffer, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  const gunzip = createGunzip({ chunkSize: 256 * 1024 });
  let output: Buffer[] = [];
  let failure: Error | undefined;
  gunzip.on('data', (piece: Buffer) => output.push(piece));
  const failed = new Promise<void>((resolve) => {
    gunzip.on('error', (error) => {
      failure = error;
      resolve();
    });
  });
  const ended = new Promise<void>((resolve) => {
    gunzip.on('end', resolve);
  });
  const write = (piece: Buffer): Promise<void> => new Promise((resolve) => gunzip.write(piece, () => resolve()));
  try {
    let writing = write(first);
    for (;;) {
      await Promise.race([writing, failed]);
      const ready = output;
      output = [];
      const next = failure ? { done: true as const } : await rest.next();
      if (!next.done) writing = write(next.value as Buffer);
      yield* ready;
      if (next.done) break;
    }
    if (!failure) {
      gunzip.end();
      await Promise.race([ended, failed]);
    }
    yield* output;
    if (failure) throw failure;
  } finally {
    gunzip.destroy();
  }
};

/** UTF-16 is what PowerShell's redirection makes of the output of the AWS CLI. */
const decoded = async function* (chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let decoder: InstanceType<typeof TextDecoder> | undefined;
  let begun = false;
  for await (const chunk of chunks) {
    if (!begun && chunk[0] === 0xff && chunk[1] === 0xfe) decoder = new TextDecoder('utf-16le');
    if (!begun && chunk[0] === 0xfe && chunk[1] === 0xff) decoder = new TextDecoder('utf-16be');
    begun = true;
    if (decoder) yield Buffer.from(decoder.decode(chunk, { stream: true }));
    else yield chunk;
  }
};

const iterated = async function* (chunks: Iterable<Buffer> | AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield* chunks;
};

const uncompressed = async function* (raw: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  const first = await raw.next();
  if (first.done) return;
  if (isGzip(first.value)) yield* inflate(first.value, raw);
  else {
    yield first.value;
    yield* raw;
  }
};

const streamed = (raw: AsyncIterable<Buffer> | Iterable<Buffer>): AsyncGenerator<Buffer> =>
  decoded(uncompressed(iterated(raw)));

const load = async (file: string): Promise<{ readonly bytes: Buffer; readonly content: Buffer | undefined }> => {
  const bytes = await readFile(file);
  return { bytes, content: isGzip(bytes) ? await inflated(bytes) : bytes };
};

/**
 * Opens a file, or standard input for `-`, and answers how to read its content, decompressed, in chunks. A small file is
 * loaded from the moment it is opened. Reading throws what the system or zlib says, after all that is readable.
 */
export const openContent = (file: string, size: number): (() => AsyncGenerator<Buffer>) => {
  if (file === '-') return () => streamed(process.stdin as AsyncIterable<Buffer>);
  if (size > SMALL_FILE) return () => streamed(createReadStream(file, { highWaterMark: PIECE }));
  const loading = load(file);
  loading.catch(() => undefined); // whoever reads it hears of it
  return async function* () {
    const { bytes, content } = await loading;
    const utf16 = content !== undefined && (content[0] === 0xff || content[0] === 0xfe);
    if (content !== undefined && !utf16) yield* slices(content, SLICE);
    else yield* streamed(slices(bytes, PIECE));
  };
};
