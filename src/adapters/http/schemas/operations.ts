import { z } from '@hono/zod-openapi';
import {
  EXAMPLE_COMPANY_ID,
  EXAMPLE_ID,
  EXAMPLE_INSTANT,
  Id,
  InstantText,
  pageOf,
  pageQuery,
  periodQuery,
} from './common.ts';

export const AuditSchema = z
  .object({
    id: Id,
    at: InstantText,
    actor: z.string(),
    action: z.string(),
    resource: z.string(),
    companyId: z.string().nullable(),
    fromVersion: z.int().nullable(),
    toVersion: z.int().nullable(),
    changes: z
      .record(z.string(), z.object({ before: z.any(), after: z.any() }))
      .openapi({ description: 'The fields that changed; those that may hold a person’s data only say that they did' }),
  })
  .openapi('AuditEntry');
export const AuditPage = pageOf('AuditPage', AuditSchema);
export const AuditQuerySchema = z.strictObject({
  ...pageQuery,
  actor: z.string().max(255).optional(),
  resource: z
    .string()
    .max(500)
    .optional()
    .openapi({ example: `campaigns/${EXAMPLE_ID}` }),
  ...periodQuery,
});

export const OUTBOX_STATES = ['pending', 'delivered', 'dead'] as const;
export const OutboxItemSchema = z
  .object({
    id: Id,
    kind: z.string(),
    campaignId: Id,
    state: z.enum(OUTBOX_STATES),
    attempts: z.int(),
    lastError: z.string().nullable(),
    nextAttemptAt: InstantText,
    createdAt: InstantText,
    deliveredAt: InstantText.nullable(),
  })
  .openapi('OutboxItem');
export const OutboxPage = pageOf('OutboxPage', OutboxItemSchema);
export const OutboxQuerySchema = z.strictObject({
  ...pageQuery,
  state: z.enum(OUTBOX_STATES).optional(),
  campaignId: Id.optional(),
});

export const AUDIT_EXAMPLE: z.input<typeof AuditSchema> = {
  id: '01980b12-7777-7f9e-8a0b-2c3d4e5f6a7b',
  at: EXAMPLE_INSTANT,
  actor: 'sales-7',
  action: 'campaign.update',
  resource: `campaigns/${EXAMPLE_ID}`,
  companyId: EXAMPLE_COMPANY_ID,
  fromVersion: 2,
  toVersion: 3,
  changes: { endDate: { before: '2025-06-30', after: '2025-07-31' } },
};
export const OUTBOX_EXAMPLE: z.input<typeof OutboxItemSchema> = {
  id: `${EXAMPLE_ID}/v7/instance.create`,
  kind: 'instance.create',
  campaignId: EXAMPLE_ID,
  state: 'delivered',
  attempts: 1,
  lastError: null,
  nextAttemptAt: EXAMPLE_INSTANT,
  createdAt: EXAMPLE_INSTANT,
  deliveredAt: EXAMPLE_INSTANT,
};

export const RetryDeadSchema = z.strictObject({ campaignId: Id.optional() }).openapi('RetryDead');

export const RetriedSchema = z.object({ retried: z.int().min(0) }).openapi('Retried');
