import type { Instant } from '../core/domain/shared/time.ts';

/** How far the making of the demo is. */
export interface DemoProgress {
  /** When it was begun; every date of the demo is relative to this. */
  readonly startedAt: Instant;
  /** 0..100 */
  readonly percent: number;
  /** What is being made, for people. */
  readonly label: string;
  /** Written last: whoever sees it finds the whole demo. */
  readonly done: boolean;
}

/** The one mark of the demo, shared by all processes on the same data. */
export interface DemoProgressStore {
  /** Null where no demo was ever begun. */
  read(): Promise<DemoProgress | null>;
  /** Begins it, unless it was begun before: then what stands is answered, so that all count from the same day. */
  begin(at: Instant): Promise<DemoProgress>;
  /** Only ever raises the percentage. */
  advance(percent: number, label: string): Promise<void>;
  finish(): Promise<void>;
}
