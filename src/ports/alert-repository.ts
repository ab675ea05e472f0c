import type {
  Alert,
  AlertDecision,
  AlertMessage,
  AlertState,
  AlertWindow,
  Severity,
} from '../core/domain/alerting/alert.ts';
import type { Threshold } from '../core/domain/capacity/thresholds.ts';
import type { Page, PageRequest } from '../core/domain/shared/page.ts';
import type { Instant } from '../core/domain/shared/time.ts';

export interface AlertQuery extends PageRequest {
  readonly companyId?: string;
  readonly campaignId?: string;
  readonly severity?: Severity;
  readonly state?: AlertState;
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
  /** How many are raised, for the badge. */
  countRaised(companyId: string | null): Promise<number>;
  /** Oldest first. */
  decisions(alertId: string): Promise<AlertDecision[]>;
  windows(campaignId: string): Promise<Map<Threshold, AlertWindow>>;
  /** Windows with an `alertId` that end by this instant: repetitions that are due, earliest end first. */
  endedWindows(at: Instant, limit: number): Promise<AlertWindow[]>;
  /** Every message of an alert. */
  messages(alertId: string): Promise<AlertMessage[]>;
  /** Pending messages whose next attempt is due by this instant, earliest first. */
  dueMessages(at: Instant, limit: number): Promise<AlertMessage[]>;
}
