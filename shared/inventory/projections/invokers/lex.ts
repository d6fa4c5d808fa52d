import type { Change } from '../../../trail/change.ts';
import type { ResourceRef } from '../../document.ts';
import type { Effect, Projections } from '../../projection.ts';
import { configured, gone, invokerRef, regionalArn } from './invoker.ts';

/** Bots of Lex V2 name their functions in an alias. */
const botAlias = (change: Change): ResourceRef | undefined => {
  const bot = change.request.string('botId') ?? change.response.string('botId');
  const alias = change.response.string('botAliasId') ?? change.request.string('botAliasId');
  if (bot === undefined || alias === undefined) return undefined;
  return invokerRef(change, regionalArn(change, 'lex', `bot-alias/${bot}/${alias}`), `${bot}/${alias}`);
};

/** Bots of Lex V1 name theirs in an intent. */
const intent = (change: Change): ResourceRef | undefined => {
  const name = change.request.string('name');
  return name === undefined ? undefined : invokerRef(change, regionalArn(change, 'lex', `intent:${name}`), name);
};

const on =
  (find: (change: Change) => ResourceRef | undefined) =>
  (change: Change): readonly Effect[] =>
    configured(change, 'lex', find(change), change.request.state === 'present' ? change.request.raw : undefined);

const deleting =
  (find: (change: Change) => ResourceRef | undefined) =>
  (change: Change): readonly Effect[] => {
    const ref = find(change);
    return ref === undefined ? [] : gone(ref);
  };

export const lex: Projections = {
  source: 'lex',
  calls: {
    CreateBotAlias: on(botAlias),
    UpdateBotAlias: on(botAlias),
    DeleteBotAlias: deleting(botAlias),
    PutIntent: on(intent),
    DeleteIntent: deleting(intent),
  },
};
