import type Stripe from 'stripe';
import type { UsageEvent } from '../../../core/domain/billing/usage-event.ts';
import { precisionOf } from '../../../core/domain/shared/quantity.ts';
import { DAY, type Instant, SECOND } from '../../../core/domain/shared/time.ts';
import { isStripeError, type Requests, Unsendable } from './requests.ts';

/** Stripe takes what is at most 35 calendar days old. */
const OLDEST = 34 * DAY;
const IDENTIFIER_MAX = 100;

export interface UsageOptions {
  /** The event names of Stripe's meters by our meter; one that is not named has our own. */
  readonly meters: Readonly<Record<string, string>>;
  readonly customerOf: (companyId: string) => Promise<string>;
  readonly now: () => Instant;
}

/**
 * Tells Stripe of use as a meter event. Its identifier is the event's id: one that Stripe knows already counts as told. What happened
 * before the oldest day that Stripe takes is told as of that day.
 */
export async function sendMeterEvent({ ask }: Requests, event: UsageEvent, options: UsageOptions): Promise<void> {
  const { meters, customerOf, now } = options;
  const value = wholeUnits(event);
  const params: Stripe.Billing.MeterEventCreateParams = {
    event_name: meters[event.meter] ?? event.meter,
    identifier: await identifierOf(event.id),
    timestamp: Math.floor(Math.min(Math.max(event.time, now() - OLDEST), now()) / SECOND),
    payload: {
      stripe_customer_id: await customerOf(event.companyId),
      value: String(value),
      campaign_id: event.campaignId,
    },
  };
  try {
    await ask((stripe) => stripe.billing.meterEvents.create(params));
  } catch (error) {
    if (!isKnownAlready(error)) throw error;
  }
}

/** Meters count whole numbers, so credits go in their smallest amount, ten-thousandths. */
function wholeUnits({ quantity, unit }: UsageEvent): number {
  const value = quantity / precisionOf(unit);
  if (!Number.isSafeInteger(value)) throw new Unsendable('Stripe counts whole units only', { waits: false });
  return value;
}

function isKnownAlready(error: unknown): boolean {
  if (!isStripeError(error) || error.statusCode !== 400) return false;
  return error.code === 'duplicate_meter_event' || error.message.startsWith('An event already exists with identifier');
}

async function identifierOf(id: string): Promise<string> {
  if (id.length <= IDENTIFIER_MAX) return id;
  return new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(id))).toHex();
}
