import { impactItems } from '../../domain/outbox/make-item.ts';
import type { OutboxItem } from '../../domain/outbox/outbox.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import { decideSpending, type SpendingInput } from '../../domain/spending/decide-spending.ts';
import type { Spending } from '../../domain/spending/spending.ts';
import { loadCampaign } from '../campaigns/load-campaign.ts';
import { outboxWrites } from '../campaigns/writes.ts';
import { checkNote } from '../capacity/capacity-request.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';
import { idempotent, type Keyed } from '../idempotent.ts';
import { inTurn, PATIENT } from '../in-turn.ts';
import { deliverNow } from '../outbox/deliver-now.ts';
import type { OutboxWorld } from '../outbox/perform-work.ts';
import { auditWrite, untilUndisturbed } from '../write.ts';
import { type SpendingLine, toLines } from './list-spending.ts';

/**
 * Records what a campaign spent, or takes it back by a negative amount. The entry and the campaign's sum are one write against the
 * version that was read, so no entry is lost from the sum and none is taken by a campaign that was closed meanwhile.
 * Throws NOT_FOUND, FORBIDDEN, CAMPAIGN_NOT_OPEN, CONFLICT where the sum would fall below 0, INVALID, PERSONAL_DATA.
 */
export async function recordSpending(
  ports: OutboxWorld & Pick<Core, 'ids' | 'receipts' | 'notes'>,
  context: RequestContext,
  input: SpendingInput & { readonly campaignId: string; readonly note?: string | null | undefined },
): Promise<Keyed<SpendingLine>> {
  const { campaignId } = input;
  await loadCampaign(ports, context, 'spending.write', campaignId);
  const note = checkNote('note', input.note);
  const id = ports.ids.next();
  const noteId = note === null ? null : ports.ids.next();
  if (noteId !== null && note !== null) await ports.notes.save({ id: noteId, campaignId, text: note });
  let items: readonly OutboxItem[] = [];
  const answer = await idempotent<Spending>(ports, context, (receiptOf) =>
    inTurn(ports.transactions, `campaigns/${campaignId}`, () =>
      untilUndisturbed(async () => {
        const before = await loadCampaign(ports, context, 'spending.write', campaignId);
        const at = ports.clock.now();
        const { spending, campaign } = decideSpending(before, input, { id, at, actor: context.actor.id, noteId });
        items = impactItems(campaign, before, undefined, at);
        await ports.transactions.commit([
          { op: 'replace', collection: 'campaigns', document: campaign, ifVersion: before.version },
          { op: 'insert', collection: 'spending', document: spending },
          ...outboxWrites(items),
          auditWrite(ports, context, at, {
            action: 'spending.record',
            resource: `campaigns/${campaignId}`,
            companyId: campaign.companyId,
            before,
            after: campaign,
          }),
          ...receiptOf(spending),
        ]);
        return spending;
      }, PATIENT),
    ),
  ).catch(async (error: unknown) => {
    if (noteId !== null && isRefusal(error)) await ports.notes.erase(noteId);
    throw error;
  });
  if (!answer.replayed) await deliverNow(ports, items);
  if (noteId !== null && answer.result.noteId !== noteId) await ports.notes.erase(noteId);
  const [result] = await toLines(ports, context.actor, [answer.result]);
  if (!result) throw new Error('An entry of spending was not shown');
  return { result, replayed: answer.replayed };
}

/** Where the outcome is unknown the note stays, since the entry may stand. */
function isRefusal(error: unknown): boolean {
  return error instanceof DomainError && error.kind !== 'unavailable';
}
