import { Command, CommanderError } from 'commander';
import { messageOf, TrailwardenError } from '../errors.ts';
import { commands } from './commands.ts';

/**
 * Runs one command line and answers the exit code: 0 done, 1 findings at or above `--fail-on`, 2 wrong usage or
 * unusable input. Only the module of the command that was named is loaded.
 */
export const main = async (argv: readonly string[]): Promise<number> => {
  const program = new Command('trailwarden')
    .description('Risky permission and trigger changes of serverless applications, explained.')
    .exitOverride()
    .showSuggestionAfterError(true)
    .showHelpAfterError('(add --help for what is allowed)');
  const named = argv.find((word) => !word.startsWith('-'));
  let exitCode = 0;
  for (const { name, description, load } of commands) {
    const command = program.command(name).description(description).exitOverride();
    if (name !== named) continue;
    const { define } = await load();
    define(command, (code) => {
      exitCode = Math.max(exitCode, code);
    });
  }
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return exitCode;
  } catch (thrown) {
    if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? 0 : 2;
    if (!(thrown instanceof TrailwardenError)) throw thrown;
    process.stderr.write(`trailwarden: ${messageOf(thrown)}\n`);
    return 2;
  }
};
