import type { Ports } from '../../ports/ports.ts';
import { createMongoActivities } from './activities.ts';
import { createMongoAlertPolicies, createMongoSilences } from './alert-policies.ts';
import { createMongoAlerts } from './alerts.ts';
import { createMongoAudit } from './audit.ts';
import { createMongoBillingRecords } from './billing-records.ts';
import { createMongoCampaigns } from './campaigns.ts';
import { createMongoCatalogue } from './catalogue.ts';
import { createMongoCompanies } from './companies.ts';
import type { Mongo } from './connect.ts';
import { createMongoDayEnds } from './day-ends.ts';
import { createMongoDocumentChanges } from './document-changes.ts';
import { createMongoDueAccounts } from './due-accounts.ts';
import { translating } from './errors.ts';
import { createMongoEvidence } from './evidence.ts';
import { createMongoExpiry } from './expiry.ts';
import { createMongoFigures } from './figures.ts';
import { createMongoImpacts } from './impacts.ts';
import { createMongoLeases } from './leases.ts';
import { createMongoNotes } from './notes.ts';
import { createMongoNotifications } from './notifications.ts';
import { createMongoOutbox } from './outbox.ts';
import { createMongoReceipts } from './receipts.ts';
import { createMongoSchedule } from './schedule-repository.ts';
import { createMongoServedCounts } from './served-counts.ts';
import { createMongoSnapshots } from './snapshots.ts';
import { createMongoSpending } from './spending.ts';
import { createMongoTransactions } from './transactions.ts';
import { createMongoUpsell } from './upsell.ts';
import { createMongoUpsellDemand } from './upsell-demand.ts';
import { createMongoWebhooks } from './webhooks.ts';

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

/** Every store port over one database, whose indexes `ensureIndexes` has made. Errors are the domain's. */
export function createMongoPorts({ client, db }: Mongo): StorePorts {
  return {
    transactions: translating(createMongoTransactions(client, db)),
    campaigns: translating(createMongoCampaigns(db)),
    catalogue: translating(createMongoCatalogue(db)),
    companies: translating(createMongoCompanies(db)),
    receipts: translating(createMongoReceipts(db)),
    outbox: translating(createMongoOutbox(db)),
    schedule: translating(createMongoSchedule(db)),
    audit: translating(createMongoAudit(db)),
    alerts: translating(createMongoAlerts(db)),
    alertPolicies: translating(createMongoAlertPolicies(db)),
    silences: translating(createMongoSilences(db)),
    billingRecords: translating(createMongoBillingRecords(db)),
    evidence: translating(createMongoEvidence(db)),
    impacts: translating(createMongoImpacts(db)),
    spending: translating(createMongoSpending(db)),
    activities: translating(createMongoActivities(db)),
    upsell: translating(createMongoUpsell(db)),
    upsellDemand: translating(createMongoUpsellDemand(db)),
    documentChanges: createMongoDocumentChanges(db),
    snapshots: translating(createMongoSnapshots(db)),
    notes: translating(createMongoNotes(db)),
    expiry: translating(createMongoExpiry(db)),
    figures: translating(createMongoFigures(db)),
    dayEnds: translating(createMongoDayEnds(db)),
    servedCounts: translating(createMongoServedCounts(db)),
    dueAccounts: translating(createMongoDueAccounts(db)),
    notifications: translating(createMongoNotifications(client, db)),
    webhooks: translating(createMongoWebhooks(db)),
    leases: translating(createMongoLeases(db)),
  };
}
