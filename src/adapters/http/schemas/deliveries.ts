import { z } from '@hono/zod-openapi';
import { MESSAGE_CHANNELS, MESSAGE_STATES, RECIPIENTS } from '../../../core/domain/alerting/alert.ts';
import { EXAMPLE_ALERT_ID, EXAMPLE_COMPANY_ID, Id, pageOf, pageQuery } from './common.ts';
import { DELIVERY_EXAMPLE, DeliverySchema } from './webhooks.ts';

export const MessageSchema = DeliverySchema.extend({
  companyId: Id,
  recipient: z.enum(RECIPIENTS).nullable(),
  channel: z.enum(MESSAGE_CHANNELS),
  target: Id.nullable().openapi({ description: 'The id of a webhook; null for e-mail' }),
  repetition: z.boolean(),
}).openapi('Delivery');
export const MessagePage = pageOf('DeliveryPage', MessageSchema);

export const MessageQuerySchema = z.strictObject({
  ...pageQuery,
  state: z.enum(MESSAGE_STATES).optional(),
  channel: z.enum(MESSAGE_CHANNELS).optional(),
  campaignId: Id.optional(),
  companyId: Id.optional(),
});

export const MESSAGE_EXAMPLE: z.input<typeof MessageSchema> = {
  ...DELIVERY_EXAMPLE,
  id: `${EXAMPLE_ALERT_ID}/crossing/company_admin/email`,
  companyId: EXAMPLE_COMPANY_ID,
  recipient: 'company_admin',
  channel: 'email',
  target: null,
  repetition: false,
  state: 'dead',
  attempts: 18,
  lastError: 'smtp_econnection',
  deliveredAt: null,
};
