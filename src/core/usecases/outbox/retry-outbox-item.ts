import type { OutboxItem } from '../../domain/outbox/outbox.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';
import type { Keyed } from '../idempotent.ts';

/** Retries a dead item. */
export async function retryOutboxItem(
  _ports: Pick<Core, 'clock' | 'ids' | 'transactions' | 'receipts' | 'outbox'>,
  _context: RequestContext,
  _input: { readonly id: string },
): Promise<Keyed<OutboxItem>> {
  throw new DomainError('unavailable', 'UNAVAILABLE', 'Not available yet');
}
