import type { z } from '@hono/zod-openapi';
import type { AlertMessage } from '../../../core/domain/alerting/alert.ts';
import { toRfc3339 } from '../../../core/domain/shared/time.ts';
import type { Webhook } from '../../../core/domain/webhook/webhook.ts';
import type { DeliverySchema, NewWebhookSchema, WebhookSchema } from '../schemas/webhooks.ts';

export function presentWebhook(webhook: Omit<Webhook, 'secret'>): z.output<typeof WebhookSchema> {
  const { id, url, types, companyId, createdAt } = webhook;
  return { id, url, types: [...types], companyId, createdAt: toRfc3339(createdAt) };
}

/** With its secret, which only the answer to its making shows. */
export function presentNewWebhook(webhook: Webhook): z.output<typeof NewWebhookSchema> {
  return { ...presentWebhook(webhook), secret: webhook.secret };
}

export function presentDelivery(message: AlertMessage): z.output<typeof DeliverySchema> {
  return {
    id: message.id,
    type: message.type,
    campaignId: message.campaignId,
    alertId: message.alertId,
    state: message.state,
    attempts: message.attempts,
    lastError: message.lastError,
    nextAttemptAt: message.state === 'pending' ? toRfc3339(message.nextAttemptAt) : null,
    createdAt: toRfc3339(message.createdAt),
    deliveredAt: message.deliveredAt === null ? null : toRfc3339(message.deliveredAt),
  };
}
