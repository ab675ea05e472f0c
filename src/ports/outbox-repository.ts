import type { OutboxItem, OutboxState } from '../core/domain/outbox/outbox.ts';
import type { Page, PageRequest } from '../core/domain/shared/page.ts';
import type { Instant } from '../core/domain/shared/time.ts';

/** Reads of work that waits, was done or failed; writes go through Transactions. */
export interface OutboxRepository {
  find(id: string): Promise<OutboxItem | null>;
  /** Pending items that are due, oldest first. */
  due(at: Instant, limit: number): Promise<OutboxItem[]>;
  list(query: PageRequest & { state?: OutboxState; campaignId?: string }): Promise<Page<OutboxItem>>;
}
