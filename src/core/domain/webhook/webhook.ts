import type { MessageType } from '../alerting/alert.ts';
import type { Instant } from '../shared/time.ts';

/** An address of another service that wants to be told of events, signed with a secret that both know. */
export interface Webhook {
  readonly id: string;
  readonly version: number;
  readonly url: string;
  readonly types: readonly MessageType[];
  /** Whose campaigns it is told of, in the form meant for that company; null for all, in the form for staff. */
  readonly companyId: string | null;
  /** `whsec_` and the key in base64; shown once, when the webhook is made. */
  readonly secret: string;
  readonly createdAt: Instant;
  readonly createdBy: string;
}

export const WEBHOOK_URL_MAX = 2048;
