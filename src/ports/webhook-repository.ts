import type { AlertMessage, MessageType } from '../core/domain/alerting/alert.ts';
import type { Page, PageRequest } from '../core/domain/shared/page.ts';
import type { Webhook } from '../core/domain/webhook/webhook.ts';

/** Reads of webhooks and of what was sent to them; writes go through Transactions. */
export interface WebhookRepository {
  find(id: string): Promise<Webhook | null>;
  /** Newest first by createdAt, then id. */
  list(query: PageRequest & { companyId?: string }): Promise<Page<Webhook>>;
  /** Those that want this type of event of this company: its own and the ones for all companies. */
  listening(type: MessageType, companyId: string): Promise<Webhook[]>;
  /** Messages whose target is this webhook, newest first by createdAt, then id. */
  deliveries(query: PageRequest & { webhookId: string }): Promise<Page<AlertMessage>>;
}
