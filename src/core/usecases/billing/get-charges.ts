import { type Line, linesOf, totalOfLines } from '../../domain/rating/rate.ts';
import { createChecker } from '../../domain/shared/check.ts';
import type { MinorUnits } from '../../domain/shared/money.ts';
import { type CalendarDate, dateAt, earlierOf, isCalendarDate, laterOf } from '../../domain/shared/time.ts';
import { loadCampaign } from '../campaigns/load-campaign.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';
import { loadRating, type RatingPorts } from './load-rating.ts';

export interface Charges {
  readonly currency: string;
  readonly lines: readonly Line[];
  /** What the lines come to that are charged here. */
  readonly total: MinorUnits;
}

/**
 * What a campaign owes for a window, both days included; by default from its first day to today. Throws NOT_FOUND, or INVALID for dates
 * that are none or the wrong way round.
 */
export async function getCharges(
  ports: RatingPorts & Pick<Core, 'clock'>,
  context: RequestContext,
  input: { readonly campaignId: string; readonly from?: CalendarDate; readonly to?: CalendarDate },
): Promise<Charges> {
  const campaign = await loadCampaign(ports, context, 'charges.read', input.campaignId);
  checkWindow(input);
  const { currency } = campaign;
  const rated = await loadRating(ports, campaign);
  if (!rated) return { currency, lines: [], total: 0 };
  const { startDate } = rated.contract;
  const today = dateAt(ports.clock.now(), campaign.timeZone);
  const to = input.to ?? laterOf(input.from ?? today, today);
  const from = input.from ?? earlierOf(startDate, to);
  const lines = linesOf(rated.postings, from, to, currency);
  return { currency, lines, total: totalOfLines(lines) };
}

function checkWindow({ from, to }: { readonly from?: CalendarDate; readonly to?: CalendarDate }): void {
  const check = createChecker();
  for (const [path, date] of Object.entries({ from, to }))
    if (date !== undefined && !isCalendarDate(date)) check.add(path, 'INVALID_DATE', `${path} must be a calendar date`);
  if (check.issues.length === 0 && from !== undefined && to !== undefined && to < from)
    check.add('to', 'INVALID_PERIOD', 'to is before from');
  check.done('INVALID');
}
