import type { OutboxItem, OutboxState } from '../../domain/outbox/outbox.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import type { Page, PageRequest } from '../../domain/shared/page.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';

/** Outbox. */
export async function listOutbox(
  _ports: Pick<Core, 'outbox'>,
  _context: RequestContext,
  _input: PageRequest & { readonly state?: OutboxState; readonly campaignId?: string },
): Promise<Page<OutboxItem>> {
  throw new DomainError('unavailable', 'UNAVAILABLE', 'Not available yet');
}
