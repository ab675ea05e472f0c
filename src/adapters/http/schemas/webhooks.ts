import { z } from '@hono/zod-openapi';
import { MESSAGE_STATES, MESSAGE_TYPES } from '../../../core/domain/alerting/alert.ts';
import { WEBHOOK_URL_MAX } from '../../../core/domain/webhook/webhook.ts';
import {
  EXAMPLE_ALERT_ID,
  EXAMPLE_COMPANY_ID,
  EXAMPLE_ID,
  EXAMPLE_INSTANT,
  Id,
  InstantText,
  pageOf,
  pageQuery,
} from './common.ts';

const url = z.string().min(1).max(WEBHOOK_URL_MAX);
const types = z.array(z.enum(MESSAGE_TYPES)).min(1).max(MESSAGE_TYPES.length);

export const WebhookInputSchema = z.strictObject({ url, types, companyId: Id.nullish() }).openapi('WebhookInput');

export const WebhookSchema = z
  .object({
    id: Id,
    url: z.string(),
    types: z.array(z.enum(MESSAGE_TYPES)),
    companyId: Id.nullable(),
    createdAt: InstantText,
  })
  .openapi('Webhook');
export const WebhookPage = pageOf('WebhookPage', WebhookSchema);

export const NewWebhookSchema = WebhookSchema.extend({
  secret: z.string().openapi({ description: 'The signing key of Standard Webhooks; it is shown here and never again' }),
}).openapi('NewWebhook');

export const WebhookQuery = z.strictObject({ ...pageQuery, companyId: Id.optional() });

export const DeliverySchema = z
  .object({
    id: Id,
    type: z.enum(MESSAGE_TYPES),
    campaignId: Id,
    alertId: Id.nullable(),
    state: z.enum(MESSAGE_STATES),
    attempts: z.int(),
    lastError: z.string().nullable(),
    nextAttemptAt: InstantText.nullable(),
    createdAt: InstantText,
    deliveredAt: InstantText.nullable(),
  })
  .openapi('WebhookDelivery');
export const DeliveryPage = pageOf('WebhookDeliveryPage', DeliverySchema);

const EXAMPLE_WEBHOOK_ID = '01980b12-7777-7f9f-8b0c-1d2e3f4a5b6c';

export const WEBHOOK_INPUT_EXAMPLE: z.input<typeof WebhookInputSchema> = {
  url: 'https://hooks.example.com/campaigns',
  types: ['capacity.alert', 'capacity.resolved'],
  companyId: EXAMPLE_COMPANY_ID,
};
export const WEBHOOK_EXAMPLE: z.input<typeof WebhookSchema> = {
  id: EXAMPLE_WEBHOOK_ID,
  url: 'https://hooks.example.com/campaigns',
  types: ['capacity.alert', 'capacity.resolved'],
  companyId: EXAMPLE_COMPANY_ID,
  createdAt: EXAMPLE_INSTANT,
};
export const NEW_WEBHOOK_EXAMPLE: z.input<typeof NewWebhookSchema> = {
  ...WEBHOOK_EXAMPLE,
  secret: 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD',
};
export const DELIVERY_EXAMPLE: z.input<typeof DeliverySchema> = {
  id: `${EXAMPLE_ALERT_ID}/crossing/company_admin/webhook/${EXAMPLE_WEBHOOK_ID}`,
  type: 'capacity.alert',
  campaignId: EXAMPLE_ID,
  alertId: EXAMPLE_ALERT_ID,
  state: 'delivered',
  attempts: 1,
  lastError: null,
  nextAttemptAt: null,
  createdAt: EXAMPLE_INSTANT,
  deliveredAt: EXAMPLE_INSTANT,
};
