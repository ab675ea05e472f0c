import { type Actor, isStaff } from '../../domain/access/actor.ts';
import type { Entry, EntryKind } from '../../domain/capacity/entry.ts';
import { redactEntry, type VisibleEntry } from '../../domain/capacity/redact.ts';
import { decodeCursor, encodeCursor } from '../../domain/shared/cursor.ts';
import type { Page, PageRequest } from '../../domain/shared/page.ts';
import type { Instant } from '../../domain/shared/time.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';
import { findPlace } from './directory.ts';

export interface LedgerFilter {
  readonly campaignId: string;
  readonly kind?: EntryKind;
  readonly subject?: string;
  /** By occurredAt, both inclusive. */
  readonly from?: Instant;
  readonly to?: Instant;
}

/** An entry as the caller may see it, with the note that stands outside the ledger (null where there is none, or erased). */
export interface LedgerLine {
  readonly entry: VisibleEntry;
  readonly note: string | null;
}

const SCOPE = 'ledger';

/** A page of a campaign's ledger, newest first. Throws NOT_FOUND (also for another company's) and INVALID_CURSOR. */
export async function listLedger(
  ports: Pick<Core, 'capacityLog' | 'directory' | 'notes'>,
  { actor }: RequestContext,
  input: LedgerFilter & PageRequest,
): Promise<Page<LedgerLine>> {
  const { limit, cursor, ...filter } = input;
  const place = await findPlace(ports.directory, actor, 'capacity.read', filter.campaignId);
  const before = cursor === null ? null : decodeCursor(SCOPE, cursor, ['number'])[0];
  const entries = await ports.capacityLog.page({
    ...filter,
    accountId: place.accountId,
    limit: limit + 1,
    ...(typeof before === 'number' && { before }),
  });
  const shown = entries.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: await toLines(ports, actor, visibleTo(actor, filter, shown)),
    nextCursor: entries.length > limit && last ? encodeCursor(SCOPE, [last.sequence]) : null,
  };
}

/** Entries with their notes, in the same order. */
export async function toLines(
  ports: Pick<Core, 'notes'>,
  actor: Actor,
  entries: readonly Entry[],
): Promise<LedgerLine[]> {
  const noteIds = entries.flatMap(({ noteId }) => noteId ?? []);
  const notes = noteIds.length === 0 ? new Map<string, string>() : await ports.notes.byIds(noteIds);
  return entries.map((entry) => ({
    entry: redactEntry(entry, actor),
    note: entry.noteId === undefined ? null : (notes.get(entry.noteId) ?? null),
  }));
}

/** Whose entries they are must not be learnt from the filter either: what is hidden in the entry is not found by it. */
export function visibleTo(actor: Actor, filter: LedgerFilter, entries: readonly Entry[]): readonly Entry[] {
  if (isStaff(actor) || filter.subject === undefined) return entries;
  return entries.filter(({ unit }) => unit !== 'learner');
}
