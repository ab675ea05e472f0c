import type { Db, IndexDescription, IndexSpecification } from 'mongodb';
import { DAY, SECOND } from '../../core/domain/shared/time.ts';
import { UNIQUE_KEYS } from '../../ports/collections.ts';
import { DAY_ENDS } from './day-ends.ts';
import { DUE_ACCOUNTS } from './due-accounts.ts';
import { LISTINGS } from './listings.ts';
import { NOTIFICATIONS } from './notifications.ts';
import { SERVED_COUNTS } from './served-counts.ts';
import { UPSELL_DEMAND } from './upsell-demand.ts';

const NOTIFICATION_RETENTION = 7 * DAY;

const on = (...fields: (string | [string, 1 | -1])[]): IndexDescription => ({
  key: new Map(fields.map((field) => (typeof field === 'string' ? [field, 1] : field))) as IndexDescription['key'] &
    IndexSpecification,
});

const newest = (field: string, ...before: string[]) => on(...before, [field, -1], ['_id', -1]);

/** The indexes of everything beside the capacity log, by collection; an empty list only makes the collection. */
const INDEXES: Readonly<Record<string, readonly IndexDescription[]>> = {
  companies: [on('derived.name', '_id')],
  programTemplates: [on('derived.name', '_id')],
  programTemplateVersions: [],
  beneficiaryGroups: [on('derived.name', '_id')],
  subscriptions: [on('derived.name', '_id'), on('companyId', 'derived.name', '_id')],
  campaigns: [on('status', '_id'), on('companyId', 'status')],
  [LISTINGS]: [
    newest('updatedAt'),
    newest('updatedAt', 'companyId'),
    on('name', '_id'),
    on('utilization.down', '_id'),
    on('utilization.up', '_id'),
    on('sroi.down', '_id'),
    on('sroi.up', '_id'),
  ],
  termsVersions: [],
  transitions: [],
  instances: [on('campaignId', 'createdAt', '_id')],
  campaignImpacts: [],
  spending: [newest('recordedAt', 'campaignId')],
  activities: [
    newest('occurredAt'),
    newest('occurredAt', 'campaignId'),
    newest('occurredAt', 'companyId'),
    { ...on('attention', 'recordedAt', '_id'), partialFilterExpression: { attention: { $type: 'string' } } },
  ],
  activityBackfills: [],
  snapshots: [newest('at', 'campaignId'), on('kind', 'campaignId', 'at')],
  scheduledActions: [on('outcome', 'dueAt', '_id'), on('campaignId', 'dueAt', '_id'), on('companyId', 'dueAt', '_id')],
  outbox: [
    on('queue', 'state', 'nextAttemptAt', '_id'),
    on('queue', 'state', 'createdAt', '_id'),
    newest('createdAt'),
    newest('createdAt', 'campaignId'),
    on('deliveredAt'),
  ],
  audit: [newest('at'), newest('at', 'resource'), newest('at', 'actor'), newest('at', 'companyId')],
  receipts: [{ ...on('derived.expireAt'), expireAfterSeconds: 0 }],
  completions: [on('campaignId', 'completedAt', '_id')],
  evidence: [newest('createdAt', 'campaignId')],
  learnerEvidence: [],
  evidenceReadings: [on('nextDueAt', '_id')],
  componentUses: [on('campaignId', 'occurredAt', '_id')],
  invoiceLines: [on('campaignId', 'month', '_id')],
  billingStates: [on('nextDueAt')],
  billingStarts: [],
  billingReadings: [],
  milestones: [on('campaignId', 'reachedAt', '_id')],
  alerts: [
    newest('raisedAt'),
    newest('raisedAt', 'companyId'),
    newest('raisedAt', 'campaignId'),
    on('state', 'companyId'),
    { ...on('resolvedEntryId'), partialFilterExpression: { resolvedEntryId: { $type: 'string' } } },
  ],
  alertDecisions: [on('alertId', 'at', '_id'), on('at')],
  alertWindows: [
    on('campaignId'),
    { ...on('windowEndsAt', '_id'), partialFilterExpression: { alertId: { $type: 'string' } } },
  ],
  alertWatches: [],
  alertMessages: [
    on('state', 'nextAttemptAt', '_id'),
    newest('createdAt', 'target'),
    newest('createdAt', 'state'),
    on('alertId'),
    on('createdAt'),
  ],
  alertPolicies: [],
  silences: [
    on('companyId', 'until'),
    newest('createdAt'),
    newest('createdAt', 'companyId'),
    newest('createdAt', 'campaignId'),
  ],
  upsellScores: [on('companyId', ['score', -1], '_id')],
  opportunities: [
    on('campaignId', 'openedAt'),
    on('scored.score', '_id'),
    on('state', 'scored.score', '_id'),
    on('companyId', 'scored.score', '_id'),
    on('owner', 'scored.score', '_id'),
    on('type', 'scored.score', '_id'),
    on('derived.dueOn.up', '_id'),
    on('derived.dueOn.down', '_id'),
    on('openedAt', '_id'),
    on('updatedAt', '_id'),
  ],
  [UPSELL_DEMAND]: [],
  webhooks: [on('types', 'companyId'), newest('createdAt'), newest('createdAt', 'companyId')],
  notes: [],
  [DAY_ENDS]: [on('campaignId', 'date')],
  [SERVED_COUNTS]: [],
  [DUE_ACCOUNTS]: [on('dueAt')],
  followerProgress: [],
  followerResumePoints: [],
  leases: [],
  [NOTIFICATIONS]: [
    { ...on('type', 'causeId'), unique: true },
    { ...on('newest'), partialFilterExpression: { newest: true } },
    {
      ...on('storedAt'),
      expireAfterSeconds: NOTIFICATION_RETENTION / SECOND,
      partialFilterExpression: { newest: false },
    },
  ],
};

/** Makes the collections and their indexes where they are missing; to be done before the service listens. */
export async function ensureIndexes(db: Db): Promise<void> {
  const existing = new Set((await db.listCollections({}, { nameOnly: true }).toArray()).map(({ name }) => name));
  for (const [name, indexes] of Object.entries(INDEXES)) {
    const unique = (UNIQUE_KEYS[name as keyof typeof UNIQUE_KEYS] ?? []) as readonly (readonly string[])[];
    const wanted = [...indexes, ...unique.map((fields) => ({ ...on(...fields), unique: true }))];
    if (wanted.length > 0) await db.collection(name).createIndexes(wanted);
    else if (!existing.has(name)) await db.createCollection(name).catch(ignoreExisting);
  }
}

function ignoreExisting(error: { codeName?: string }): void {
  if (error.codeName !== 'NamespaceExists') throw error;
}
