import type { WebhookEndpoints } from '../../ports/webhook-endpoints.ts';
import { isPublic, resolve } from './addresses.ts';

const SECRET_BYTES = 24;

/** @param allowPrivate lets webhooks into private networks, for development and tests */
export function createWebhookEndpoints(allowPrivate: boolean): WebhookEndpoints {
  return {
    newSecret: () => `whsec_${crypto.getRandomValues(new Uint8Array(SECRET_BYTES)).toBase64()}`,
    async isPrivate(url) {
      if (allowPrivate) return false;
      const addresses = await resolve(new URL(url).hostname);
      return addresses.some((address) => !isPublic(address));
    },
  };
}
