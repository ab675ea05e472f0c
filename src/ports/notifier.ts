import type { Alert, MessageType, Recipient, Route } from '../core/domain/alerting/alert.ts';
import type { Attempt } from '../core/domain/alerting/settle-message.ts';
import type { Instant } from '../core/domain/shared/time.ts';

export interface Message {
  /** The same for every attempt, so that a receiver can tell a repeat. */
  readonly id: string;
  readonly route: Route;
  readonly campaignId: string;
  readonly campaignName: string;
  readonly content: AlertContent | EventContent;
}

export interface AlertContent {
  readonly type: 'capacity.alert' | 'impact.alert';
  readonly alert: Alert;
  readonly recipient: Recipient;
  readonly repetition: boolean;
}

export interface EventContent {
  readonly type: Exclude<MessageType, AlertContent['type']>;
  readonly at: Instant;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Messages to people and to other services, by whatever channels are configured and have a contact. */
export interface Notifier {
  /** How the recipient of this company can be reached at present with such a message; empty where there is no channel or no contact. */
  routesFor(recipient: Recipient, companyId: string, type: AlertContent['type']): Promise<readonly Route[]>;
  /** One attempt; never throws for a failure of the other side. */
  deliver(message: Message): Promise<Attempt>;
}
