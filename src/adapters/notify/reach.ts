import type { Ports } from '../../ports/ports.ts';
import { createNotifier } from './channel.ts';
import { createMailChannel } from './mail-channel.ts';
import { createWebhookChannel } from './webhook-channel.ts';
import { createWebhookEndpoints } from './webhook-endpoints.ts';

/** By what people and other services can be reached. */
export interface ReachSettings {
  readonly mail: {
    readonly smtpUrl: string | null;
    readonly from: string | null;
    readonly sales: string | null;
    readonly cs: string | null;
  };
  readonly publicUrl: string | null;
  readonly allowPrivateWebhooks: boolean;
}

/** Without settings: webhooks to public addresses, and no e-mail. */
export const DEFAULT_REACH: ReachSettings = {
  mail: { smtpUrl: null, from: null, sales: null, cs: null },
  publicUrl: null,
  allowPrivateWebhooks: false,
};

/** The ways out of the service: webhooks always, e-mail where a server and a sender are set. */
export function createReach(
  ports: Pick<Ports, 'clock' | 'companies' | 'webhooks'>,
  settings: ReachSettings = DEFAULT_REACH,
): Pick<Ports, 'notifier' | 'webhookEndpoints'> {
  const { mail, publicUrl, allowPrivateWebhooks: allowPrivate } = settings;
  const { smtpUrl, from, sales, cs } = mail;
  const webhook = createWebhookChannel({ ...ports, allowPrivate });
  const email =
    smtpUrl !== null && from !== null
      ? createMailChannel({ ...ports, smtpUrl, from, sales, cs, publicUrl })
      : undefined;
  return {
    notifier: createNotifier({ webhook, ...(email && { email }) }),
    webhookEndpoints: createWebhookEndpoints(allowPrivate),
  };
}
