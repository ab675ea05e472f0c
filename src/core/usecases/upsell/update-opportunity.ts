import { requirePermission } from '../../domain/access/permissions.ts';
import { DomainError, notFound } from '../../domain/shared/errors.ts';
import type { Opportunity } from '../../domain/upsell/opportunity.ts';
import { type OpportunityPatch, workOn } from '../../domain/upsell/work-on.ts';
import { checkNote } from '../capacity/capacity-request.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';
import { auditWrite, existsAlready, requireVersion, untilUndisturbed } from '../write.ts';
import { type OpportunityView, viewOf } from './opportunities.ts';

export type WorkPorts = Pick<Core, 'clock' | 'ids' | 'transactions' | 'upsell' | 'notes'>;

export interface OpportunityUpdate extends OpportunityPatch {
  readonly id: string;
  /** The work version that the caller read. */
  readonly ifVersion: number;
  /** Kept outside the opportunity, so that it can be erased. */
  readonly note?: string | null | undefined;
}

/**
 * Works on an opportunity: moves it, assigns it, says what is next and when, adds a note. A score that is refreshed meanwhile is
 * no conflict; another person's work is. Throws FORBIDDEN, NOT_FOUND, VERSION_MISMATCH, INVALID_TRANSITION, LOCKED_FIELD, CONFLICT
 * (where it would be taken up again beside an open one), INVALID, REASON_REQUIRED, PERSONAL_DATA, UNAVAILABLE.
 */
export async function updateOpportunity(
  ports: WorkPorts,
  context: RequestContext,
  { id, ifVersion, note: noteText, ...patch }: OpportunityUpdate,
): Promise<OpportunityView> {
  requirePermission(context.actor, 'upsell.write');
  const note = checkNote('note', noteText);
  const standing = await ports.upsell.find(id);
  if (!standing) throw notFound('Opportunity');
  const noteId = note === null ? null : ports.ids.next();
  if (noteId !== null && note !== null)
    await ports.notes.save({ id: noteId, campaignId: standing.campaignId, text: note });
  try {
    return await viewOf(ports, await untilUndisturbed(() => attempt(ports, context, { id, ifVersion, patch, noteId })));
  } catch (error) {
    const isRefusal = error instanceof DomainError && error.kind !== 'unavailable';
    if (noteId !== null && isRefusal) await ports.notes.erase(noteId);
    throw error;
  }
}

async function attempt(
  ports: WorkPorts,
  context: RequestContext,
  work: { id: string; ifVersion: number; patch: OpportunityPatch; noteId: string | null },
): Promise<Opportunity> {
  const before = await ports.upsell.find(work.id);
  if (!before) throw notFound('Opportunity');
  requireVersion({ version: before.workVersion }, work.ifVersion);
  const score = await ports.upsell.score(before.campaignId);
  const at = ports.clock.now();
  const after = workOn(before, work.patch, { at, actor: context.actor.id, score, noteId: work.noteId });
  if (!after) return before;
  await ports.transactions
    .commit([
      { op: 'replace', collection: 'opportunities', document: after, ifVersion: before.version },
      auditWrite(ports, context, at, {
        action: 'upsell.work',
        resource: `upsell/opportunities/${before.id}`,
        companyId: before.companyId,
        before: auditable(before),
        after: auditable(after),
      }),
    ])
    .catch(asConflict);
  return after;
}

function asConflict(error: unknown): never {
  if (!existsAlready(error, 'opportunities')) throw error;
  throw new DomainError('conflict', 'CONFLICT', 'A newer opportunity of this campaign and type is open');
}

/** What people did; scores and copies of what was known are no part of it. */
function auditable({ workVersion, state, owner, dueOn, nextStep, outcome, notes }: Opportunity) {
  return { version: workVersion, state, owner, dueOn, nextStep, outcome, notes: notes.length };
}
