import type { OutboxItem, OutboxState } from '../core/domain/outbox/outbox.ts';
import type { Page, PageRequest } from '../core/domain/shared/page.ts';
import type { Instant } from '../core/domain/shared/time.ts';

/** Reads of work that waits, was done or failed; writes go through Transactions. */
export interface OutboxRepository {
  find(id: string): Promise<OutboxItem | null>;
  /** Pending items of the service's own work that are due, oldest first. */
  due(at: Instant, limit: number): Promise<OutboxItem[]>;
  /** Pending items for billing, due or not, in the order in which they were made, without those of some campaigns. */
  pendingBilling(limit: number, except: readonly string[]): Promise<OutboxItem[]>;
  list(query: PageRequest & { state?: OutboxState; campaignId?: string }): Promise<Page<OutboxItem>>;
}
