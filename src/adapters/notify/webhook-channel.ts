import { Webhook as Signer } from 'standardwebhooks';
import { alertEventData, redactEventData } from '../../core/domain/alerting/live-event.ts';
import type { Audience } from '../../core/domain/alerting/redact.ts';
import type { Attempt } from '../../core/domain/alerting/settle-message.ts';
import type { Webhook } from '../../core/domain/webhook/webhook.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Message } from '../../ports/notifier.ts';
import type { WebhookRepository } from '../../ports/webhook-repository.ts';
import { isPublic, resolve } from './addresses.ts';
import type { Channel } from './channel.ts';
import { cloudEvent } from './encode.ts';
import { post } from './post.ts';

export interface WebhookChannelOptions {
  readonly webhooks: WebhookRepository;
  readonly clock: Clock;
  readonly allowPrivate: boolean;
}

/**
 * Signed webhooks by the Standard Webhooks specification, whose body is the same CloudEvents object as on the live stream.
 * One for all companies stands for whoever is to be told; a company's own only for its admin.
 */
export function createWebhookChannel({ webhooks, clock, allowPrivate }: WebhookChannelOptions): Channel {
  async function send(webhook: Webhook, message: Message): Promise<Attempt> {
    const url = new URL(webhook.url);
    const addresses = await resolve(url.hostname);
    const [address] = addresses;
    if (!address) return failed('unresolvable');
    if (!allowPrivate && !addresses.every(isPublic)) return { outcome: 'refused', error: 'private_address' };
    const body = JSON.stringify(eventOf(message, webhook.companyId === null ? 'staff' : 'company'));
    const at = Temporal.Instant.fromEpochMilliseconds(clock.now());
    const headers = {
      'content-type': 'application/json',
      'user-agent': 'campaign-management',
      'webhook-id': message.id,
      'webhook-timestamp': String(Math.floor(at.epochMilliseconds / 1_000)),
      'webhook-signature': new Signer(webhook.secret).sign(message.id, new Date(at.epochMilliseconds), body),
    };
    try {
      const { status, retryAfterSeconds } = await post(url, address, headers, body);
      if (status >= 200 && status < 300) return { outcome: 'delivered' };
      if (status === 410) return { outcome: 'refused', error: 'http_410' };
      return { outcome: 'failed', error: `http_${status}`, retryAfterSeconds };
    } catch (error) {
      return failed(error instanceof Error && error.name === 'AbortError' ? 'timeout' : 'unreachable');
    }
  }

  return {
    async routesFor(recipient, companyId, type) {
      const listening = await webhooks.listening(type, companyId);
      return listening
        .filter((webhook) => webhook.companyId === null || recipient === 'company_admin')
        .map(({ id }) => ({ channel: 'webhook', target: id }));
    },
    async deliver(message) {
      const webhook = message.route.target === null ? null : await webhooks.find(message.route.target);
      return webhook ? send(webhook, message) : { outcome: 'refused', error: 'webhook_removed' };
    },
  };
}

function failed(error: string): Attempt {
  return { outcome: 'failed', error, retryAfterSeconds: null };
}

function eventOf({ id, campaignId, content }: Message, audience: Audience) {
  const { type } = content;
  const [at, data] =
    'alert' in content
      ? [content.alert.raisedAt, { ...alertEventData(content.alert), repetition: content.repetition }]
      : [content.at, content.data];
  return cloudEvent({ type, campaignId, at, data: redactEventData(data, audience) }, id);
}
