import type { NoteStore } from '../../../ports/note-store.ts';
import { type Actor, isStaff } from '../../domain/access/actor.ts';
import { REASON_MAX } from '../../domain/campaign/limits.ts';
import type { Entry } from '../../domain/capacity/entry.ts';
import { redactEntry, type VisibleEntry } from '../../domain/capacity/redact.ts';
import { createChecker } from '../../domain/shared/check.ts';
import { DomainError, type Issue, invalid } from '../../domain/shared/errors.ts';
import { refusePersonalData } from '../../domain/shared/personal-data.ts';
import { parseQuantity, type Quantity } from '../../domain/shared/quantity.ts';
import type { Core } from '../core.ts';
import type { CapacityPlace } from './directory.ts';
import type { Answer } from './request-queue.ts';

export const SUBJECT_MAX = 128;
export const KEY_MAX = 255;

/** What the caller gives so that a repeat counts once; null where the write may be repeated. */
export interface ClientKey {
  readonly key: string | null;
  readonly hash: string;
}

/** The answer to a write: the entry as this caller may see it, and the note that stands outside the ledger. */
export interface CapacityAnswer {
  readonly outcome: 'recorded' | 'replayed' | 'existing';
  readonly entry: VisibleEntry;
  readonly note: string | null;
}

/** The key of the entry in its account: the client's within the campaign, or one of its own where none was given. */
export function fullKey(
  ports: Pick<Core, 'ids'>,
  campaignId: string,
  { key, hash }: ClientKey,
): { key: string; hash: string | null } {
  if (key === null) return { key: `once/${ports.ids.next()}`, hash: null };
  if (key === '' || key.length > KEY_MAX) {
    throw invalid([{ path: 'key', code: 'OUT_OF_RANGE', message: `A key has 1 to ${KEY_MAX} characters` }]);
  }
  refusePersonalData({ 'Idempotency-Key': key });
  return { key: `${campaignId}/${key}`, hash };
}

/** Throws INVALID for a subject that is no pseudonym in form, PERSONAL_DATA for an e-mail address or telephone number. */
export function checkSubject(subject: string): void {
  refusePersonalData({ subject });
  if (subject === '' || subject.length > SUBJECT_MAX || /\s/u.test(subject)) {
    const message = `A subject is a pseudonym of 1 to ${SUBJECT_MAX} characters without white space`;
    throw invalid([{ path: 'subject', code: 'INVALID', message }]);
  }
}

/** Ten-thousandths of a JSON number. Throws INVALID_QUANTITY for more than 4 decimals or more than 10^9. */
export function readQuantity(value: number, path = 'quantity'): Quantity {
  const quantity = parseQuantity(value);
  if (quantity !== null) return quantity;
  const message = 'A quantity has at most 4 decimals and is at most 1 000 000 000';
  const issues: Issue[] = [{ path, code: 'INVALID_QUANTITY', message }];
  throw invalid(issues, 'INVALID_QUANTITY');
}

/** The trimmed text of a note or reason, null where there is none. Throws INVALID or PERSONAL_DATA. */
export function checkNote(path: 'note' | 'reason', value: string | null | undefined): string | null {
  const checker = createChecker();
  const text = checker.optionalText(path, value, REASON_MAX);
  checker.done();
  refusePersonalData({ [path]: text });
  return text;
}

/** The same, where there must be one. Throws REASON_REQUIRED. */
export function requireReason(value: string): string {
  const reason = checkNote('reason', value);
  if (reason !== null) return reason;
  const message = 'A reason is required';
  throw invalid([{ path: 'reason', code: 'REASON_REQUIRED', message }], 'REASON_REQUIRED');
}

/** Company roles consume, release and hold only people's places. Throws FORBIDDEN. */
export function requirePlaces(actor: Actor, place: CapacityPlace): void {
  if (isStaff(actor) || place.ofSubjects) return;
  throw new DomainError('forbidden', 'FORBIDDEN', 'Your role may only take and free seats and learners’ places');
}

/**
 * Does a write with its note. The note is kept first, so that no entry names one that is missing, and taken away again when
 * the write was refused or had been done before; where the outcome is unknown it stays, since the entry may stand.
 */
export async function writeWithNote(
  ports: Pick<Core, 'ids' | 'notes'>,
  actor: Actor,
  campaignId: string,
  note: string | null,
  write: (noteId: string | undefined) => Promise<Answer>,
): Promise<CapacityAnswer> {
  const noteId = note === null ? undefined : ports.ids.next();
  if (noteId !== undefined && note !== null) await ports.notes.save({ id: noteId, campaignId, text: note });
  try {
    const answer = await write(noteId);
    if (answer.outcome === 'nothing') throw new Error('A capacity write was dropped as an old change');
    if (noteId !== undefined && answer.entry.noteId !== noteId) await ports.notes.erase(noteId);
    const kept = answer.entry.noteId === noteId ? note : await noteOf(ports.notes, answer.entry);
    return { outcome: answer.outcome, entry: redactEntry(answer.entry, actor), note: kept };
  } catch (error) {
    const known = error instanceof DomainError && error.kind !== 'unavailable';
    if (known && noteId !== undefined) await ports.notes.erase(noteId);
    throw error;
  }
}

async function noteOf(notes: NoteStore, entry: Entry): Promise<string | null> {
  if (entry.noteId === undefined) return null;
  return (await notes.byIds([entry.noteId])).get(entry.noteId) ?? null;
}
