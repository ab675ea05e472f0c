import type { Subscription } from '../../domain/company/company.ts';
import type { SubscriptionInput } from '../../domain/company/input.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';
import type { Keyed } from '../idempotent.ts';

/** Registers a subscription. */
export async function registerSubscription(
  _ports: Pick<Core, 'clock' | 'ids' | 'transactions' | 'receipts' | 'companies'>,
  _context: RequestContext,
  _input: SubscriptionInput,
): Promise<Keyed<Subscription>> {
  throw new DomainError('unavailable', 'UNAVAILABLE', 'Not available yet');
}
