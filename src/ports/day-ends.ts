import type { Quantity } from '../core/domain/shared/quantity.ts';
import type { CalendarDate } from '../core/domain/shared/time.ts';

/** A campaign's capacity as a day of its time zone left it: a projection of the ledger, by the time of recording. */
export interface CapacityDayEnd {
  readonly campaignId: string;
  readonly date: CalendarDate;
  /** Sequence of the account behind the figures; a day is only written over an older one. */
  readonly sequence: number;
  readonly consumed: Quantity;
  readonly capacity: Quantity;
  readonly hardLimit: Quantity;
}

/** What forecasts and charts read instead of the whole ledger. Days on which nothing was recorded are absent: the day before holds. */
export interface DayEnds {
  /** Writes each only over figures of a lower sequence. */
  save(days: readonly CapacityDayEnd[]): Promise<void>;
  /** The days of a campaign from this date on, in order, preceded by the last one before it, where there is one. */
  since(campaignId: string, from: CalendarDate): Promise<CapacityDayEnd[]>;
}
