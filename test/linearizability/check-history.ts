import { isDeepStrictEqual } from 'node:util';
import type { Entry } from '../../src/core/domain/capacity/entry.ts';
import type { Past, Unwritten } from '../simulator/checks/truth.ts';
import { type Operation, tell } from './operation.ts';

/** A place in the order of an account: a write is its entry, everything else happens behind so many entries. */
interface Placed {
  readonly called: number;
  readonly answered: number;
  readonly name: string;
  /** The first place behind `after` entries where this may have happened; null where there is none. */
  place(after: number): number | null;
}

/**
 * Throws unless the operations of one account are linearizable: unless each can be placed at one moment between its call and its answer
 * so that every answer follows from the ones before. The order of the writes is the log's own, so one pass decides it. Operations are
 * placed in the order of their calls, each as early as it may be: behind all that was answered before it was called, a write at its
 * entry, anything else after the first prefix of the log of which its answer is true. Placing one later would only push others on, so
 * where the earliest places do not fit, none do.
 */
export function checkHistory(operations: readonly Operation[], past: Past): void {
  const placed = placesOf(operations, past).sort((a, b) => a.called - b.called);
  const byAnswer = placed.toSorted((a, b) => a.answered - b.answered);
  const places = new Map<Placed, number>();
  let floor = 0;
  let floorOf = 'the beginning';
  let next = 0;
  for (const operation of placed) {
    for (let before = byAnswer[next]; before && before.answered < operation.called; before = byAnswer[next]) {
      const place = places.get(before) ?? 0;
      if (place > floor) [floor, floorOf] = [place, before.name];
      next += 1;
    }
    const place = operation.place(floor);
    if (place === null)
      throw new Error(
        `${operation.name}, which is so nowhere behind entry ${floor}, where at least it stands after ${floorOf}`,
      );
    places.set(operation, place);
  }
}

function placesOf(operations: readonly Operation[], past: Past): Placed[] {
  const placed: Placed[] = [];
  const recorded = new Set<string>();
  const firstCall = new Map<string, number>();
  for (const operation of operations) {
    const { command, called, answered, told } = operation;
    if (command) firstCall.set(command.key, Math.min(called, firstCall.get(command.key) ?? Number.POSITIVE_INFINITY));
    if (answered === null || !told) continue;
    const place = placing(operation, past);
    if (place) placed.push({ called, answered, name: tell(operation), place });
    if ('answer' in told && told.answer.outcome === 'recorded') {
      if (recorded.has(told.answer.entry.key)) throw new Error(`${tell(operation)}, as another call was`);
      recorded.add(told.answer.entry.key);
    }
  }
  // What stands without anybody having been told so was asked for at some time, and not before.
  for (const { key, sequence } of past.entries) {
    const called = firstCall.get(key);
    if (called === undefined || recorded.has(key)) continue;
    const name = `The entry ${sequence} by ${key}`;
    placed.push({ called, answered: Number.POSITIVE_INFINITY, name, place: writeAt(sequence) });
  }
  return placed;
}

function placing({ command, told, looks, ...operation }: Operation, past: Past): Placed['place'] | null {
  if (!told) return null;
  if ('refusal' in told) {
    const { refusal } = told;
    if (refusal.code !== 'IDEMPOTENCY_KEY_REUSED') return whereTrue({ kind: 'refused', ...refusal });
    const other = past.entries.find(({ key, hash }) => key === command?.key && hash !== command.hash);
    return (after) => (other ? Math.max(after, other.sequence) : null);
  }
  if ('account' in told) return whereTrue({ kind: 'account', account: told.account });
  const { answer } = told;
  // To settle writes what is due and says nothing.
  if (answer.outcome === 'nothing') return command?.kind === 'settle' ? null : whereTrue({ kind: 'nothing' });
  const { entry, outcome } = answer;
  if (!isDeepStrictEqual(past.entries[entry.sequence - 1], entry))
    throw new Error(`${tell({ command, told, looks, ...operation })}, which does not stand`);
  if (outcome === 'existing') return whereTrue({ kind: 'existing', entryId: entry.id });
  if (!answers(entry, command))
    throw new Error(`${tell({ command, told, looks, ...operation })}, which is the answer to something else`);
  return outcome === 'recorded' ? writeAt(entry.sequence) : (after) => Math.max(after, entry.sequence);

  function whereTrue(unwritten: Unwritten): Placed['place'] {
    return (after) => {
      for (let seen = after; seen <= past.entries.length; seen += 1) {
        if (past.isTrue(command, unwritten, seen, looks)) return seen;
      }
      return null;
    };
  }
}

function writeAt(sequence: number): Placed['place'] {
  return (after) => (sequence > after ? sequence : null);
}

/** An entry answers the command whose key it has; a hold is also answered by the offer that was made to its subject at that moment. */
function answers(entry: Entry, command: Operation['command']): boolean {
  if (!command) return false;
  if (entry.key === command.key) return entry.hash === command.hash;
  return command.kind === 'hold' && entry.key.startsWith('offer/') && entry.subject === command.subject;
}
