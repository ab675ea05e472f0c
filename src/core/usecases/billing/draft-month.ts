import { daysOfMonth } from '../../domain/billing/agreed-contract.ts';
import { type BillingState, nextMonth } from '../../domain/billing/billing-state.ts';
import { correctionsOf, type DraftLine, type InvoiceLine, toDraft } from '../../domain/billing/invoice-line.ts';
import type { Campaign } from '../../domain/campaign/campaign.ts';
import { linesOf } from '../../domain/rating/rate.ts';
import { loadRating, type Rated, type RatingPorts } from './load-rating.ts';

type Reach = Pick<BillingState, 'firstMonth' | 'closedThrough'>;

/**
 * The lines of a month that is not closed: its own, and what has changed in the months that are closed. A campaign that owes nothing any
 * more has its closed lines taken back.
 */
export async function draftMonth(
  ports: RatingPorts,
  campaign: Campaign,
  state: Reach,
  month: string,
): Promise<DraftLine[]> {
  const [rated, invoiced] = await Promise.all([
    loadRating(ports, campaign),
    ports.billingRecords.invoiceLines(campaign.id),
  ]);
  return draftsOf(campaign, rated, invoiced, state, month);
}

/** The same of what was loaded already, so that many months rest on one rating. */
export function draftsOf(
  { currency }: Pick<Campaign, 'currency'>,
  rated: Pick<Rated, 'postings'> | null,
  invoiced: readonly InvoiceLine[],
  { firstMonth, closedThrough }: Reach,
  month: string,
): DraftLine[] {
  const draftOf = (of: string) => {
    const { from, to } = daysOfMonth(of);
    return rated ? linesOf(rated.postings, from, to, currency).map((line) => toDraft(line, month, currency)) : [];
  };
  const corrections: DraftLine[] = [];
  for (let closed = firstMonth; closedThrough !== null && closed <= closedThrough; closed = nextMonth(closed)) {
    const { from } = daysOfMonth(closed);
    const before = invoiced.filter((line) => line.from === from);
    corrections.push(...correctionsOf(draftOf(closed), before, month));
  }
  return [...draftOf(month), ...corrections];
}
