import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { type Command, Option } from 'commander';
import { messageOf, TrailwardenError } from '../../errors.ts';
import { judgePolicy } from '../../policy/verdict.ts';
import { coloursFor } from '../colours.ts';
import type { SetExitCode } from '../commands.ts';
import { addContextOptions, type ContextOptions, contextFrom } from '../context-options.ts';
import { addFormatOption, type Format, formatFor, switchOption, writeAll } from '../output.ts';
import { type BatchLine, type CaseDefaults, judgeLines } from '../policy-batch.ts';
import { prettyPolicy } from '../policy-pretty.ts';

interface Options extends ContextOptions {
  readonly type?: 'resource' | 'identity' | 'trust';
  readonly resource?: string;
  readonly batch?: string;
  readonly urlAuth?: 'NONE' | 'AWS_IAM';
  readonly format?: Format;
  readonly keepGoing: 'true' | 'false';
}

const nameOf = (file: string): string => (file === '-' ? 'standard input' : file);

const read = async (file: string): Promise<string> => {
  try {
    if (file !== '-') return await readFile(file, 'utf8');
    const pieces: Buffer[] = [];
    for await (const piece of process.stdin) pieces.push(Buffer.from(piece));
    return Buffer.concat(pieces).toString('utf8');
  } catch (cause) {
    throw new TrailwardenError('input-unreadable', `${nameOf(file)}: could not be read: ${messageOf(cause)}`, {
      cause,
    });
  }
};

/** As JSON people can read, where the input was encoded or on one line. */
const laidOut = (text: string): string => {
  try {
    const json: unknown = JSON.parse(text.trimStart().startsWith('%') ? decodeURIComponent(text) : text);
    return text.trim().includes('\n') && typeof json === 'object' ? text : JSON.stringify(json, undefined, 2);
  } catch {
    return text;
  }
};

const defaultsOf = (options: Options): CaseDefaults => {
  const { accounts, trustedAccounts, organizations } = contextFrom(options);
  return {
    ...(options.type && { type: options.type }),
    ...(options.resource && { resource: options.resource }),
    ...(options.urlAuth && { functionUrlAuthType: options.urlAuth }),
    ...(accounts.length > 0 && { account: accounts }),
    ...(trustedAccounts.length > 0 && { trustedAccounts }),
    ...(organizations.length > 0 && { organization: organizations }),
  };
};

const one = async (file: string, options: Options, setExitCode: SetExitCode): Promise<void> => {
  const text = await read(file);
  const report = judgePolicy({ ...defaultsOf(options), policy: text.replace(/^\uFEFF/, '') });
  const broken = report.problems.find(({ code }) => code === 'malformed-json');
  if (broken) {
    process.stderr.write(`trailwarden: ${nameOf(file)}: ${broken.message}\n`);
    setExitCode(2);
  }
  const format = formatFor(options.format, process.stdout);
  const body =
    format === 'pretty'
      ? prettyPolicy(report, laidOut(text), coloursFor(process.stdout))
      : `${JSON.stringify(report, undefined, format === 'json' ? 2 : undefined)}\n`;
  await writeAll(process.stdout, [body]);
};

const batch = async (file: string, options: Options, setExitCode: SetExitCode): Promise<void> => {
  const input = file === '-' ? process.stdin : createReadStream(file, { highWaterMark: 256 * 1024 });
  const asList = options.format === 'json';
  let first = true;
  const report = ({ line, error }: BatchLine): void => {
    if (error === undefined) return;
    const message = `${nameOf(file)}: line ${line}: ${error}`;
    if (options.keepGoing === 'false') throw new TrailwardenError('input-invalid', message);
    process.stderr.write(`trailwarden: ${message}\n`);
    setExitCode(2);
  };
  async function* pieces(): AsyncGenerator<string> {
    if (asList) yield '[';
    for await (const judged of judgeLines(input, defaultsOf(options))) {
      report(judged);
      if (judged.output === undefined) continue;
      yield asList ? `${first ? '\n' : ',\n'}${judged.output}` : `${judged.output}\n`;
      first = false;
    }
    if (asList) yield '\n]\n';
  }
  try {
    await writeAll(process.stdout, pieces());
  } catch (cause) {
    if (cause instanceof TrailwardenError) throw cause;
    throw new TrailwardenError('input-unreadable', `${nameOf(file)}: could not be read: ${messageOf(cause)}`, {
      cause,
    });
  }
};

const run = async (file: string | undefined, options: Options, setExitCode: SetExitCode): Promise<void> => {
  if (options.batch !== undefined && file !== undefined)
    throw new TrailwardenError('usage', `got ${file} and --batch ${options.batch}, allowed is one of them`);
  if (options.batch !== undefined) return batch(options.batch, options, setExitCode);
  return one(file ?? '-', options, setExitCode);
};

export const define = (command: Command, setExitCode: SetExitCode): void => {
  command
    .argument('[file]', 'a policy document as JSON, URL-encoded or as an API answers it; - for standard input')
    .addOption(
      new Option('--type <type>', 'what the policy is attached to (default: what its elements say)').choices([
        'resource',
        'identity',
        'trust',
      ]),
    )
    .option('--resource <arn>', 'what a resource policy is attached to: an ARN, or a service such as sqs')
    .addOption(new Option('--url-auth <type>', "the auth type of the function's URL").choices(['NONE', 'AWS_IAM']))
    .option(
      '--batch <file>',
      'one case a line: {"id", "type", "resource", "account", "policy", …}; - for standard input',
    )
    .addOption(switchOption('keep-going', 'whether a line that can not be judged leaves the others be'));
  addContextOptions(addFormatOption(command, ['pretty', 'jsonl', 'json'])).action((file, options: Options) =>
    run(file, options, setExitCode),
  );
};
