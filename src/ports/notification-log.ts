import type { Instant } from '../core/domain/shared/time.ts';

export const NOTIFICATION_TYPES = [
  'capacity.alert',
  'capacity.resolved',
  'impact.alert',
  'impact.resolved',
  'campaign.transitioned',
] as const;
export type NotificationType = (typeof NOTIFICATION_TYPES)[number];

export interface NewNotification {
  readonly type: NotificationType;
  /** What it tells of; with the type it is unique, so that telling it again changes nothing. */
  readonly causeId: string;
  readonly campaignId: string;
  readonly companyId: string;
  readonly at: Instant;
  readonly data: Readonly<Record<string, unknown>>;
  /** Only staff hear of it. */
  readonly staffOnly?: boolean;
}

export interface Notification extends NewNotification {
  /** Grows by one without gaps, over all processes. */
  readonly id: number;
}

/** The live events that were said, in one order for everybody; kept 7 days. */
export interface NotificationLog {
  /** Appends it at the end unless (type, causeId) stands already; any process may call it. */
  append(notification: NewNotification): Promise<void>;
  /** Notifications after this id, in order. */
  after(id: number, limit: number): Promise<Notification[]>;
  /** Newest id, 0 where there is none, and the oldest that is kept. */
  bounds(): Promise<{ oldest: number; newest: number }>;
  /** Calls `onNotification` for each new one in order, without gaps, until the signal aborts. */
  follow(afterId: number, onNotification: (notification: Notification) => void, signal: AbortSignal): Promise<void>;
}
