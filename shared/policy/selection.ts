import { type ActionFacts, numbered } from './action-facts.ts';

/**
 * A set of actions by their numbers: those whose bit is set, or all but those. `allBut` stands for the actions that
 * have no number yet as well, so that "everything" needs no list.
 */
export interface Selection {
  allBut: boolean;
  bits: Uint8Array;
}

/** The facts that go into a selection have to be worked out before it is made: they number the actions. */
export const noActions = (): Selection => ({ allBut: false, bits: new Uint8Array(numbered()) });

export const everyAction = (): Selection => ({ allBut: true, bits: new Uint8Array(numbered()) });

/** Puts actions in, or takes them out. */
export const mark = (selection: Selection, all: readonly ActionFacts[], included: boolean): void => {
  for (const { everything, ids } of all) {
    if (everything) {
      selection.allBut = included;
      selection.bits.fill(0);
      continue;
    }
    const bit = included === selection.allBut ? 0 : 1;
    for (const id of ids) selection.bits[id] = bit;
  }
};

export const complement = ({ allBut, bits }: Selection): Selection => ({ allBut: !allBut, bits });

export const both = (a: Selection, b: Selection): Selection => {
  const bits = new Uint8Array(a.bits.length);
  const [left, right] = [a.allBut ? 1 : 0, b.allBut ? 1 : 0];
  const allBut = a.allBut && b.allBut;
  const flip = allBut ? 1 : 0;
  for (let id = 0; id < bits.length; id++) bits[id] = (((a.bits[id] ?? 0) ^ left) & ((b.bits[id] ?? 0) ^ right)) ^ flip;
  return { allBut, bits };
};

export const either = (a: Selection, b: Selection): Selection => complement(both(complement(a), complement(b)));
