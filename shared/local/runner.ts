// One execution environment of Lambda: loads a bundle, and answers the events that its parent sends.
import dns from 'node:dns';
import { createRequire } from 'node:module';

interface Invocation {
  readonly id: number;
  readonly event: unknown;
  readonly functionArn: string;
  readonly deadline: number;
}

// Every name below localhost is this machine (RFC 6761), which not every resolver knows.
const { lookup } = dns;
const lookupHere = (name: string, ...more: unknown[]): void =>
  (lookup as (...args: unknown[]) => void)(name.endsWith('.localhost') ? '127.0.0.1' : name, ...more);
dns.lookup = lookupHere as typeof lookup;

const answer = (id: number, result: { readonly value: unknown } | { readonly error: string }): void => {
  process.send?.({ id, ...result });
};

const load = () =>
  createRequire(import.meta.url)(process.argv[2] ?? '') as { handler: (...args: unknown[]) => unknown };

let bundle: ReturnType<typeof load> | undefined;

process.on('message', ({ id, event, functionArn, deadline }: Invocation) => {
  const context = {
    awsRequestId: `local-${id}`,
    functionName: process.env['AWS_LAMBDA_FUNCTION_NAME'],
    invokedFunctionArn: functionArn,
    getRemainingTimeInMillis: () => deadline - Date.now(),
  };
  const run = async (): Promise<unknown> => {
    bundle ??= load();
    return bundle.handler(event, context);
  };
  run().then(
    (value) => answer(id, { value: value ?? null }),
    (thrown: unknown) =>
      answer(id, { error: thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown) }),
  );
});
