import { type Actor, isStaff } from '../../domain/access/actor.ts';
import type { Page, PageRequest } from '../../domain/shared/page.ts';
import type { Spending } from '../../domain/spending/spending.ts';
import { loadCampaign } from '../campaigns/load-campaign.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';

/** An entry as the caller may see it, with the note that stands outside (null where there is none, or erased). */
export interface SpendingLine {
  readonly spending: Omit<Spending, 'actor'> & { readonly actor: string | null };
  readonly note: string | null;
}

/** A page of what a campaign spent, newest first. Throws NOT_FOUND (also for another company's) and INVALID_CURSOR. */
export async function listSpending(
  ports: Pick<Core, 'campaigns' | 'spending' | 'notes'>,
  context: RequestContext,
  input: PageRequest & { readonly campaignId: string },
): Promise<Page<SpendingLine>> {
  await loadCampaign(ports, context, 'spending.read', input.campaignId);
  const { items, nextCursor } = await ports.spending.list(input);
  return { items: await toLines(ports, context.actor, items), nextCursor };
}

/** Entries with their notes, in the same order; to company roles other people's ids are null. */
export async function toLines(
  ports: Pick<Core, 'notes'>,
  actor: Actor,
  entries: readonly Spending[],
): Promise<SpendingLine[]> {
  const noteIds = entries.flatMap(({ noteId }) => noteId ?? []);
  const notes = noteIds.length === 0 ? new Map<string, string>() : await ports.notes.byIds(noteIds);
  return entries.map((spending) => ({
    spending: { ...spending, actor: isStaff(actor) || spending.actor === actor.id ? spending.actor : null },
    note: spending.noteId === null ? null : (notes.get(spending.noteId) ?? null),
  }));
}
