import type { Alert, Recipient, Route } from '../core/domain/alerting/alert.ts';
import type { Attempt } from '../core/domain/alerting/settle-message.ts';

export interface Message {
  /** The same for every attempt, so that a receiver can tell a repeat. */
  readonly id: string;
  readonly recipient: Recipient;
  readonly route: Route;
  readonly repetition: boolean;
  readonly alert: Alert;
  readonly campaignName: string;
}

/** Messages to people, by whatever channels are configured and have a contact. */
export interface Notifier {
  /** How the recipient of this company can be reached at present; empty where there is no channel or no contact. */
  routesFor(recipient: Recipient, companyId: string): Promise<readonly Route[]>;
  /** One attempt; never throws for a failure of the other side. */
  deliver(message: Message): Promise<Attempt>;
}
