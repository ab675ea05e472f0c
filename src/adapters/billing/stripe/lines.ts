import type Stripe from 'stripe';
import type { InvoiceLine } from '../../../core/domain/billing/invoice-line.ts';
import { formatMoney } from '../../../core/domain/shared/money.ts';
import { toUnits } from '../../../core/domain/shared/quantity.ts';
import { type CalendarDate, HOUR, type Instant, SECOND, startOfDay } from '../../../core/domain/shared/time.ts';
import { toStripeAmount } from './money.ts';
import { isReplayed, isStripeError, type Requests, Unsendable } from './requests.ts';

/** Stripe keeps keys at least 24 hours. */
const KEY_LASTS = 23 * HOUR;
/** Answers of old that are passed over, one after another. */
const REPLAYS_MAX = 3;

export interface LineOptions {
  readonly customerOf: (companyId: string) => Promise<string>;
  readonly now: () => Instant;
}

/**
 * Puts a line on the company's next invoice as an invoice item, once: the line's id is its key, and once Stripe may have forgotten the key, or
 * answers it with a failure that it stored, the items that stand are looked through first.
 */
export async function postInvoiceItem(requests: Requests, line: InvoiceLine, options: LineOptions): Promise<void> {
  const amount = toStripeAmount(line.amount, line.currency);
  if (amount === null) {
    const said = `${formatMoney(line.amount, line.currency)} ${line.currency}`;
    throw new Unsendable(`Stripe cannot charge exactly ${said}`, { waits: false });
  }
  const customer = await options.customerOf(line.companyId);
  const stands = () => isThere(requests, line, customer);
  if (options.now() - line.createdAt > KEY_LASTS && (await stands())) return;
  const params = itemOf(line, customer, amount);
  let idempotencyKey = line.id;
  for (let replays = 0; ; replays++) {
    try {
      await requests.ask((stripe) => stripe.invoiceItems.create(params, { idempotencyKey }));
      return;
    } catch (error) {
      if (!isStripeError(error) || !isReplayed(error) || replays === REPLAYS_MAX) throw error;
      if (await stands()) return;
      idempotencyKey = `${line.id}/${error.headers?.['original-request'] ?? replays}`;
    }
  }
}

function itemOf(line: InvoiceLine, customer: string, amount: number): Stripe.InvoiceItemCreateParams {
  const { id, campaignId, companyId, month, meter, description, unitPrice, corrects } = line;
  return {
    customer,
    amount,
    currency: line.currency.toLowerCase(),
    description,
    discountable: false,
    period: { start: secondsOf(line.from), end: secondsOf(line.to) },
    metadata: {
      line_id: id,
      campaign_id: campaignId,
      company_id: companyId,
      month,
      meter,
      quantity: String(toUnits(line.quantity)),
      ...(unitPrice !== null && { unit_price: unitPrice }),
      ...(corrects !== null && { corrects }),
    },
  };
}

async function isThere({ ask }: Requests, line: InvoiceLine, customer: string): Promise<boolean> {
  const since = Math.floor((line.createdAt - HOUR) / SECOND);
  let after: string | undefined;
  for (;;) {
    const page = { customer, created: { gte: since }, limit: 100, ...(after && { starting_after: after }) };
    const { data, has_more } = await ask((stripe) => stripe.invoiceItems.list(page));
    if (data.some(({ metadata }) => metadata?.line_id === line.id)) return true;
    after = data.at(-1)?.id;
    if (!has_more || after === undefined) return false;
  }
}

function secondsOf(day: CalendarDate): number {
  return startOfDay(day, 'UTC') / SECOND;
}
