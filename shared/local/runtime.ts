import { type ChildProcess, fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** The top of the checkout: the same distance from this source as from the bundle of the command line. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/** The Node.js that Lambda runs, whatever runs the command line. */
export const nodeOfLambda = (): string => {
  const pinned = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  return existsSync(pinned) ? pinned : process.execPath;
};

export type Outcome = { readonly value: unknown } | { readonly error: string };

export interface LocalFunctionOptions {
  readonly name: string;
  readonly arn: string;
  /** The folder of the bundle. */
  readonly code: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutSeconds: number;
  readonly onLog: (line: string) => void;
}

/** A function of the template in a process of its own, with nothing of ours in its environment. */
export interface LocalFunction {
  readonly name: string;
  readonly arn: string;
  /** One event at a time, in order. */
  invoke(event: unknown): Promise<Outcome>;
  close(): void;
}

export const createFunction = ({
  name,
  arn,
  code,
  environment,
  timeoutSeconds,
  onLog,
}: LocalFunctionOptions): LocalFunction => {
  let child: ChildProcess | undefined;
  let last: Promise<unknown> = Promise.resolve();
  let invocations = 0;

  const start = (): ChildProcess => {
    const started = fork(join(root, 'shared/local/runner.ts'), [join(code, 'index.js')], {
      execPath: nodeOfLambda(),
      execArgv: ['--disable-warning=ExperimentalWarning'],
      env: { ...environment, LAMBDA_TASK_ROOT: code, HOME: code, AWS_EC2_METADATA_DISABLED: 'true' },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    for (const stream of [started.stdout, started.stderr]) if (stream) createInterface(stream).on('line', onLog);
    return started;
  };

  const run = (event: unknown): Promise<Outcome> =>
    new Promise((resolve) => {
      child ??= start();
      const current = child;
      invocations += 1;
      const id = invocations;
      const done = (outcome: Outcome): void => {
        clearTimeout(timer);
        current.off('message', onMessage);
        current.off('exit', onExit);
        resolve(outcome);
      };
      const onMessage = (message: unknown): void => {
        const answered = message as { readonly id: number } & Outcome;
        if (answered.id === id) done(answered);
      };
      const onExit = (): void => {
        child = undefined;
        done({ error: `${name} ended before it answered` });
      };
      const timer = setTimeout(() => {
        current.kill('SIGKILL');
        done({ error: `${name} timed out after ${timeoutSeconds} s` });
        child = undefined;
      }, timeoutSeconds * 1000);
      current.on('message', onMessage);
      current.on('exit', onExit);
      current.send({ id, event, functionArn: arn, deadline: Date.now() + timeoutSeconds * 1000 });
    });

  return {
    name,
    arn,
    invoke: (event) => {
      const outcome = last.then(() => run(event));
      last = outcome;
      return outcome;
    },
    close: () => child?.kill(),
  };
};
