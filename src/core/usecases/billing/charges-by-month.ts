import { isSettled, newBillingState, nextMonth, openMonth } from '../../domain/billing/billing-state.ts';
import type { DraftLine } from '../../domain/billing/invoice-line.ts';
import { monthOf } from '../../domain/rating/contract.ts';
import type { MinorUnits } from '../../domain/shared/money.ts';
import { dateAt, earlierOf, laterOf } from '../../domain/shared/time.ts';
import { loadCampaign } from '../campaigns/load-campaign.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';
import { draftsOf } from './draft-month.ts';
import { loadRating, type RatingPorts } from './load-rating.ts';

export interface ChargedMonth {
  /** `YYYY-MM`. */
  readonly month: string;
  /** What its lines come to that are charged here. */
  readonly total: MinorUnits;
  /** Invoiced; the next to be; later, as committed; or before this service began to bill. */
  readonly state: 'closed' | 'open' | 'to_come' | 'elsewhere';
}

/** Every month of a campaign with what it comes to, oldest first: the same as the preview of each, from one rating. Throws NOT_FOUND. */
export async function chargesByMonth(
  ports: RatingPorts & Pick<Core, 'clock'>,
  context: RequestContext,
  input: { readonly campaignId: string },
): Promise<{ readonly currency: string; readonly months: readonly ChargedMonth[] }> {
  const campaign = await loadCampaign(ports, context, 'charges.read', input.campaignId);
  const { currency, startDate, endDate, timeZone } = campaign;
  const now = ports.clock.now();
  const state = (await ports.billingRecords.findState(campaign.id)) ?? newBillingState(campaign, now);
  if (!state || !startDate || !endDate) return { currency, months: [] };
  const [rated, invoiced] = await Promise.all([
    loadRating(ports, campaign),
    ports.billingRecords.invoiceLines(campaign.id),
  ]);
  const { firstMonth, closedThrough } = state;
  const open = openMonth(state);
  const settled = isSettled(state);
  const totalOf = (lines: readonly Pick<DraftLine, 'posted' | 'amount'>[]) =>
    lines.filter(({ posted }) => posted).reduce((sum, { amount }) => sum + amount, 0);
  const months: ChargedMonth[] = [];
  const last = laterOf(monthOf(endDate), settled ? monthOf(endDate) : earlierOf(open, monthOf(dateAt(now, timeZone))));
  for (let month = monthOf(startDate); month <= last; month = nextMonth(month)) {
    const isClosed = closedThrough !== null && month >= firstMonth && month <= closedThrough;
    if (isClosed)
      months.push({ month, state: 'closed', total: totalOf(invoiced.filter((line) => line.month === month)) });
    else if (settled && closedThrough !== null && month > closedThrough)
      months.push({ month, state: 'to_come', total: 0 });
    else {
      const reach = month === open ? state : { firstMonth, closedThrough: null };
      const total = totalOf(draftsOf(campaign, rated, invoiced, reach, month));
      months.push({ month, total, state: month === open ? 'open' : month < firstMonth ? 'elsewhere' : 'to_come' });
    }
  }
  return { currency, months };
}
