import { catalogue } from '../catalogue.ts';
import type { Context } from '../engine/context.ts';
import { TrailwardenError } from '../errors.ts';
import { createObservation, type ObservedFlow } from '../map/observed.ts';
import { type Replayed, replay } from '../replay.ts';
import type { TrailProblem } from '../trail/source.ts';
import type { SetExitCode } from './commands.ts';
import { createProgress } from './progress.ts';

/** A trail replayed for somebody who looks at the result: with its history, and the flow that it shows. */
export interface TrailInput {
  readonly replayed: Replayed;
  readonly observed: readonly ObservedFlow[];
}

export interface TrailInputOptions {
  readonly context: Context;
  readonly keepGoing: 'true' | 'false';
  readonly setExitCode: SetExitCode;
}

export const problemInWords = ({ file, place, message }: TrailProblem): string =>
  [file === '-' ? 'standard input' : file, place, message].filter((part) => part !== '').join(': ');

/**
 * Replays a trail into an inventory with history, and observes its flow. Problems go to stderr.
 * @throws TrailwardenError `input-invalid` at the first problem, where that was asked for
 */
export const readTrailInput = async (
  paths: readonly string[],
  { context, keepGoing, setExitCode }: TrailInputOptions,
): Promise<TrailInput> => {
  const progress = createProgress(process.stderr, () => performance.now());
  const observation = createObservation();
  const replayed = await replay(paths, {
    rules: catalogue,
    context,
    keepHistory: true,
    onChange: (change) => observation.add(change),
    onProblem: (problem) => {
      progress.done();
      if (keepGoing === 'false') throw new TrailwardenError('input-invalid', problemInWords(problem));
      process.stderr.write(`trailwarden: ${problemInWords(problem)}\n`);
      setExitCode(2);
    },
    onProgress: ({ records, files }) => progress.say(`${records} records in ${files} files …`),
  });
  progress.done();
  return { replayed, observed: observation.flows() };
};
