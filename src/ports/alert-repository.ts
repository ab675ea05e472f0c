import type {
  Alert,
  AlertDecision,
  AlertKind,
  AlertMessage,
  AlertState,
  AlertTopic,
  AlertWindow,
  ImpactKind,
  MessageChannel,
  MessageState,
  Severity,
} from '../core/domain/alerting/alert.ts';
import type { ImpactWatch } from '../core/domain/alerting/impact-watch.ts';
import type { Page, PageRequest } from '../core/domain/shared/page.ts';
import type { Instant } from '../core/domain/shared/time.ts';

export interface AlertQuery extends PageRequest {
  readonly companyId?: string;
  readonly campaignId?: string;
  readonly kind?: AlertKind;
  readonly severity?: Severity;
  readonly state?: AlertState;
  /** Leaves out what is withheld from companies: an SROI over fewer than 5 people. */
  readonly forCompany?: boolean;
}

export interface MessageQuery extends PageRequest {
  readonly companyId?: string;
  readonly campaignId?: string;
  readonly state?: MessageState;
  readonly channel?: MessageChannel;
}

/** Reads of alerts, their decisions and throttling windows; writes go through Transactions. */
export interface AlertRepository {
  find(id: string): Promise<Alert | null>;
  /** Newest first by raisedAt, then id. */
  list(query: AlertQuery): Promise<Page<Alert>>;
  /** Alerts of a campaign that are raised or acknowledged, oldest first. */
  unresolved(campaignId: string): Promise<Alert[]>;
  /** Alerts whose `resolvedEntryId` is this entry. */
  resolvedBy(entryId: string): Promise<Alert[]>;
  /** How many are raised, for the badge; for a company without what is withheld from it. */
  countRaised(companyId: string | null): Promise<number>;
  /** Oldest first. */
  decisions(alertId: string): Promise<AlertDecision[]>;
  /** Whether the bar of performance or budget is armed; null before it was first looked at. */
  watch(campaignId: string, kind: ImpactKind): Promise<ImpactWatch | null>;
  windows(campaignId: string): Promise<Map<AlertTopic, AlertWindow>>;
  /** Windows with an `alertId` that end by this instant: repetitions that are due, earliest end first. */
  endedWindows(at: Instant, limit: number): Promise<AlertWindow[]>;
  message(id: string): Promise<AlertMessage | null>;
  /** Newest first by createdAt, then id. */
  listMessages(query: MessageQuery): Promise<Page<AlertMessage>>;
  /** Every message of an alert. */
  messages(alertId: string): Promise<AlertMessage[]>;
  /** Pending messages whose next attempt is due by this instant, earliest first. */
  dueMessages(at: Instant, limit: number): Promise<AlertMessage[]>;
}
