import { daysOfMonth } from '../../domain/billing/agreed-contract.ts';
import { monthOf } from '../../domain/rating/contract.ts';
import { linesOf, totalOfLines } from '../../domain/rating/rate.ts';
import { invalid } from '../../domain/shared/errors.ts';
import { dateAt, isCalendarDate } from '../../domain/shared/time.ts';
import { loadCampaign } from '../campaigns/load-campaign.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';
import type { Charges } from './get-charges.ts';
import { loadRating, type RatingPorts } from './load-rating.ts';

/** What a calendar month, `YYYY-MM`, of a campaign comes to; by default this month. Throws NOT_FOUND, or INVALID for a month that is none. */
export async function previewInvoice(
  ports: RatingPorts & Pick<Core, 'clock'>,
  context: RequestContext,
  input: { readonly campaignId: string; readonly month?: string },
): Promise<Charges> {
  const campaign = await loadCampaign(ports, context, 'charges.read', input.campaignId);
  const month = input.month ?? monthOf(dateAt(ports.clock.now(), campaign.timeZone));
  if (!isCalendarDate(`${month}-01`))
    throw invalid([
      { path: 'month', code: 'INVALID_DATE', message: 'month must be a calendar month, such as 2025-01' },
    ]);
  const { currency } = campaign;
  const rated = await loadRating(ports, campaign);
  const { from, to } = daysOfMonth(month);
  const lines = rated ? linesOf(rated.postings, from, to, currency) : [];
  return { currency, lines, total: totalOfLines(lines) };
}
