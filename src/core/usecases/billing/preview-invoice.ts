import { isSettled, newBillingState, openMonth } from '../../domain/billing/billing-state.ts';
import type { DraftLine, InvoiceLine } from '../../domain/billing/invoice-line.ts';
import type { Campaign } from '../../domain/campaign/campaign.ts';
import { monthOf } from '../../domain/rating/contract.ts';
import { invalid } from '../../domain/shared/errors.ts';
import type { MinorUnits } from '../../domain/shared/money.ts';
import { dateAt, isCalendarDate } from '../../domain/shared/time.ts';
import { loadCampaign } from '../campaigns/load-campaign.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';
import { draftMonth } from './draft-month.ts';
import type { RatingPorts } from './load-rating.ts';

export interface Invoice {
  readonly currency: string;
  readonly lines: readonly (DraftLine & { readonly id: string | null })[];
  /** What the lines come to that are charged here. */
  readonly total: MinorUnits;
}

type Ports = RatingPorts & Pick<Core, 'clock'>;

/**
 * What a calendar month, `YYYY-MM`, of a campaign comes to; by default this month. A closed month is what was invoiced in it; the open one
 * has the corrections of closed months beside its own lines. Throws NOT_FOUND, or INVALID for a month that is none.
 */
export async function previewInvoice(
  ports: Ports,
  context: RequestContext,
  input: { readonly campaignId: string; readonly month?: string },
): Promise<Invoice> {
  const campaign = await loadCampaign(ports, context, 'charges.read', input.campaignId);
  const month = input.month ?? monthOf(dateAt(ports.clock.now(), campaign.timeZone));
  if (!isCalendarDate(`${month}-01`))
    throw invalid([
      { path: 'month', code: 'INVALID_DATE', message: 'month must be a calendar month, such as 2025-01' },
    ]);
  const lines = await linesOfMonth(ports, campaign, month);
  const total = lines.filter(({ posted }) => posted).reduce((sum, { amount }) => sum + amount, 0);
  return { currency: campaign.currency, lines, total };
}

async function linesOfMonth(ports: Ports, campaign: Campaign, month: string): Promise<Invoice['lines']> {
  const state = (await ports.billingRecords.findState(campaign.id)) ?? newBillingState(campaign, ports.clock.now());
  if (!state) return [];
  const { firstMonth, closedThrough } = state;
  if (closedThrough !== null && month >= firstMonth && month <= closedThrough) {
    const invoiced: InvoiceLine[] = await ports.billingRecords.invoiceLines(campaign.id);
    return invoiced.filter((line) => line.month === month);
  }
  if (isSettled(state) && month > state.closedThrough) return [];
  const isOpen = month === openMonth(state);
  const drafts = await draftMonth(ports, campaign, isOpen ? state : { firstMonth, closedThrough: null }, month);
  return drafts.map((draft) => ({ ...draft, id: null }));
}
