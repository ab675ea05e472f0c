import type { z } from '@hono/zod-openapi';
import type { AlertMessage } from '../../../core/domain/alerting/alert.ts';
import type { MessageSchema } from '../schemas/deliveries.ts';
import { presentDelivery } from './webhooks.ts';

/** A message of whatever channel; a webhook's own list has the same fields but for where it goes. */
export function presentMessage(message: AlertMessage): z.output<typeof MessageSchema> {
  const { companyId, recipient, channel, target, repetition } = message;
  return { ...presentDelivery(message), companyId, recipient, channel, target, repetition };
}
