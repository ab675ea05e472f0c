import { daysOfMonth } from '../../domain/billing/agreed-contract.ts';
import { type BillingState, nextMonth } from '../../domain/billing/billing-state.ts';
import { correctionsOf, type DraftLine, toDraft } from '../../domain/billing/invoice-line.ts';
import type { Campaign } from '../../domain/campaign/campaign.ts';
import { linesOf } from '../../domain/rating/rate.ts';
import { loadRating, type RatingPorts } from './load-rating.ts';

/**
 * The lines of a month that is not closed: its own, and what has changed in the months that are closed. A campaign that owes nothing any
 * more has its closed lines taken back.
 */
export async function draftMonth(
  ports: RatingPorts,
  campaign: Campaign,
  state: Pick<BillingState, 'firstMonth' | 'closedThrough'>,
  month: string,
): Promise<DraftLine[]> {
  const { currency } = campaign;
  const [rated, invoiced] = await Promise.all([
    loadRating(ports, campaign),
    ports.billingRecords.invoiceLines(campaign.id),
  ]);
  const draftOf = (of: string) => {
    const { from, to } = daysOfMonth(of);
    return rated ? linesOf(rated.postings, from, to, currency).map((line) => toDraft(line, month, currency)) : [];
  };
  const corrections: DraftLine[] = [];
  const { firstMonth, closedThrough } = state;
  for (let closed = firstMonth; closedThrough !== null && closed <= closedThrough; closed = nextMonth(closed)) {
    const { from } = daysOfMonth(closed);
    const before = invoiced.filter((line) => line.from === from);
    corrections.push(...correctionsOf(draftOf(closed), before, month));
  }
  return [...draftOf(month), ...corrections];
}
