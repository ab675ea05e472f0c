import type { z } from '@hono/zod-openapi';
import type { AuditEntry } from '../../../core/domain/audit/audit.ts';
import type { OutboxItem } from '../../../core/domain/outbox/outbox.ts';
import { toRfc3339 } from '../../../core/domain/shared/time.ts';
import type { AuditSchema, OutboxItemSchema } from '../schemas/operations.ts';

export function presentAudit(entry: AuditEntry): z.output<typeof AuditSchema> {
  return {
    id: entry.id,
    at: toRfc3339(entry.at),
    actor: entry.actor,
    action: entry.action,
    resource: entry.resource,
    companyId: entry.companyId,
    fromVersion: entry.fromVersion,
    toVersion: entry.toVersion,
    changes: Object.fromEntries(
      Object.entries(entry.changes).map(([field, { before, after }]) => [field, { before, after }]),
    ),
  };
}

export function presentOutboxItem(item: OutboxItem): z.output<typeof OutboxItemSchema> {
  return {
    id: item.id,
    kind: item.work.kind,
    campaignId: item.campaignId,
    state: item.state,
    attempts: item.attempts,
    lastError: item.lastError,
    nextAttemptAt: toRfc3339(item.nextAttemptAt),
    createdAt: toRfc3339(item.createdAt),
    deliveredAt: item.deliveredAt === null ? null : toRfc3339(item.deliveredAt),
  };
}
