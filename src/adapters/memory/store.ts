import type { Clock } from '../../ports/clock.ts';
import type { Ports } from '../../ports/ports.ts';
import { createMemoryActivities } from './activities.ts';
import { createMemoryAlertPolicies, createMemorySilences } from './alert-policies.ts';
import { createMemoryAlerts } from './alerts.ts';
import { createMemoryAudit } from './audit.ts';
import { createMemoryBillingRecords } from './billing-records.ts';
import { createMemoryCampaigns } from './campaigns.ts';
import { createMemoryCatalogue } from './catalogue.ts';
import { createMemoryCompanies } from './companies.ts';
import { createMemoryDayEnds } from './day-ends.ts';
import { createMemoryDocumentChanges } from './document-changes.ts';
import { createMemoryDueAccounts } from './due-accounts.ts';
import { createMemoryEvidence } from './evidence.ts';
import { createMemoryExpiry } from './expiry.ts';
import { createMemoryFigures } from './figures.ts';
import { createMemoryImpacts } from './impacts.ts';
import { createMemoryLeases } from './leases.ts';
import { createMemoryNotes } from './notes.ts';
import { createMemoryNotifications } from './notifications.ts';
import { createMemoryOutbox } from './outbox.ts';
import { createMemoryReceipts } from './receipts.ts';
import { createMemorySchedule } from './schedule-repository.ts';
import { createMemoryServedCounts } from './served-counts.ts';
import { createMemorySnapshots } from './snapshots.ts';
import { createMemorySpending } from './spending.ts';
import { createTables, type Tables } from './tables.ts';
import { createMemoryTransactions } from './transactions.ts';
import { createMemoryUpsell, createMemoryUpsellDemand } from './upsell.ts';
import { createMemoryWebhooks } from './webhooks.ts';

/** The ports that keep something beside the capacity log. */
export type StorePorts = Omit<
  Ports,
  | 'clock'
  | 'ids'
  | 'hasher'
  | 'capacityLog'
  | 'capacityFeed'
  | 'notifier'
  | 'webhookEndpoints'
  | 'billing'
  | 'evidenceService'
>;

export interface MemoryStore extends StorePorts {
  /** The documents themselves by collection and id, for tests and the simulator to look at. */
  readonly tables: Tables;
  /** Forgets every document of the collections and the figures. */
  clear(): void;
}

/** Every store port over shared maps, empty. Leases go by the clock given. */
export function createMemoryStore(clock: Clock): MemoryStore {
  const tables = createTables();
  const documentChanges = createMemoryDocumentChanges();
  return {
    tables,
    clear() {
      for (const table of Object.values(tables)) table.clear();
    },
    transactions: createMemoryTransactions(tables, documentChanges.tell),
    campaigns: createMemoryCampaigns(tables),
    catalogue: createMemoryCatalogue(tables),
    companies: createMemoryCompanies(tables),
    receipts: createMemoryReceipts(tables),
    outbox: createMemoryOutbox(tables),
    schedule: createMemorySchedule(tables),
    audit: createMemoryAudit(tables),
    alerts: createMemoryAlerts(tables),
    alertPolicies: createMemoryAlertPolicies(tables),
    silences: createMemorySilences(tables),
    billingRecords: createMemoryBillingRecords(tables),
    evidence: createMemoryEvidence(tables),
    impacts: createMemoryImpacts(tables),
    spending: createMemorySpending(tables),
    activities: createMemoryActivities(tables),
    upsell: createMemoryUpsell(tables),
    upsellDemand: createMemoryUpsellDemand(documentChanges),
    documentChanges,
    snapshots: createMemorySnapshots(tables),
    notes: createMemoryNotes(),
    expiry: createMemoryExpiry(tables),
    figures: createMemoryFigures(tables),
    dayEnds: createMemoryDayEnds(),
    servedCounts: createMemoryServedCounts(),
    dueAccounts: createMemoryDueAccounts(),
    webhooks: createMemoryWebhooks(tables),
    notifications: createMemoryNotifications(),
    leases: createMemoryLeases(clock),
  };
}
