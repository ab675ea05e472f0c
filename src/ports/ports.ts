import type { AlertRepository } from './alert-repository.ts';
import type { AuditRepository } from './audit-repository.ts';
import type { BillingRecords } from './billing-records.ts';
import type { BillingService } from './billing-service.ts';
import type { CampaignRepository } from './campaign-repository.ts';
import type { CapacityFeed } from './capacity-feed.ts';
import type { CapacityLog } from './capacity-log.ts';
import type { CatalogueRepository } from './catalogue-repository.ts';
import type { Clock } from './clock.ts';
import type { CompanyRepository } from './company-repository.ts';
import type { DayEnds } from './day-ends.ts';
import type { DueAccounts } from './due-accounts.ts';
import type { FiguresStore } from './figures-store.ts';
import type { Hasher } from './hasher.ts';
import type { Ids } from './ids.ts';
import type { ImpactRepository } from './impact-repository.ts';
import type { Leases } from './leases.ts';
import type { NoteStore } from './note-store.ts';
import type { NotificationLog } from './notification-log.ts';
import type { Notifier } from './notifier.ts';
import type { OutboxRepository } from './outbox-repository.ts';
import type { ReceiptRepository } from './receipt-repository.ts';
import type { ScheduleRepository } from './schedule-repository.ts';
import type { SpendingRepository } from './spending-repository.ts';
import type { Transactions } from './transactions.ts';
import type { WebhookEndpoints } from './webhook-endpoints.ts';
import type { WebhookRepository } from './webhook-repository.ts';

/** Everything the core needs of the world; a use case names the few it takes by `Pick`. */
export interface Ports {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly hasher: Hasher;
  readonly transactions: Transactions;
  readonly campaigns: CampaignRepository;
  readonly catalogue: CatalogueRepository;
  readonly companies: CompanyRepository;
  readonly receipts: ReceiptRepository;
  readonly outbox: OutboxRepository;
  readonly schedule: ScheduleRepository;
  readonly audit: AuditRepository;
  readonly alerts: AlertRepository;
  readonly billingRecords: BillingRecords;
  /** Null where none is set: what is for billing waits in the outbox. */
  readonly billing: BillingService | null;
  readonly impacts: ImpactRepository;
  readonly spending: SpendingRepository;
  readonly notes: NoteStore;
  readonly capacityLog: CapacityLog;
  readonly capacityFeed: CapacityFeed;
  readonly figures: FiguresStore;
  readonly dayEnds: DayEnds;
  readonly dueAccounts: DueAccounts;
  readonly notifications: NotificationLog;
  readonly notifier: Notifier;
  readonly webhooks: WebhookRepository;
  readonly webhookEndpoints: WebhookEndpoints;
  readonly leases: Leases;
}
