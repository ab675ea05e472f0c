import { NAME_MAX } from '../campaign/limits.ts';
import { createChecker } from '../shared/check.ts';
import { parseMoney } from '../shared/money.ts';
import { parseQuantity, SCALE } from '../shared/quantity.ts';
import { type Instant, isCalendarDate } from '../shared/time.ts';
import { SUBSCRIPTION_STATUSES, type Subscription } from './company.ts';
import type { SubscriptionInput } from './input.ts';
import { LEARNERS_MAX } from './limits.ts';
import { currencyOf } from './make-company.ts';

/** The allowance of a pool where nothing else is said: 10 %. */
export const DEFAULT_OVERAGE = 1_000;

/** A new subscription without shares. Throws INVALID, INVALID_CURRENCY or INVALID_PERIOD, with every issue. */
export function makeSubscription(input: SubscriptionInput, id: string, at: Instant): Subscription {
  const check = createChecker();
  const currency = currencyOf(check, input.currency);
  const price = currency === '' ? 0 : parseMoney(input.price, currency);
  if (price === null || price < 0)
    check.add('price', 'OUT_OF_RANGE', `price must be an amount in ${currency}, with its number of decimals`);
  for (const field of ['startsOn', 'endsOn'] as const)
    if (!isCalendarDate(input[field])) check.add(field, 'INVALID_DATE', `${field} must be a calendar date`);
  if (check.issues.length === 0 && input.startsOn > input.endsOn)
    check.add('endsOn', 'INVALID_PERIOD', 'endsOn is before startsOn');
  const status = input.status ?? 'active';
  if (!SUBSCRIPTION_STATUSES.includes(status))
    check.add('status', 'INVALID_STATUS', `status must be one of ${SUBSCRIPTION_STATUSES.join(', ')}`);
  const overage =
    input.overage === null || input.overage === undefined ? DEFAULT_OVERAGE : parseQuantity(input.overage);
  if (overage === null || overage < 0 || overage > SCALE)
    check.add('overage', 'OUT_OF_RANGE', 'overage must be from 0 to 1, with at most 4 decimals');
  const subscription: Subscription = {
    id,
    version: 1,
    companyId: input.companyId,
    name: check.text('name', input.name, NAME_MAX) ?? '',
    learners: check.integer('learners', input.learners, 1, LEARNERS_MAX) ?? 0,
    price: price ?? 0,
    currency,
    startsOn: input.startsOn,
    endsOn: input.endsOn,
    status,
    overage: overage ?? 0,
    shares: {},
    createdAt: at,
    updatedAt: at,
  };
  check.done();
  return subscription;
}
