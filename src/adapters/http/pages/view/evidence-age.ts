import type { Instant } from '../../../../core/domain/shared/time.ts';
import type { EvidenceAge } from '../../../../core/usecases/evidence/age.ts';
import { instantFrom, type TimeText } from './format.ts';

/** How old what the evidence service said is, in a sentence; null where evidence is kept here. */
export interface AgeView {
  readonly stale: boolean;
  readonly read: TimeText | null;
  readonly problem: string | null;
  readonly next: TimeText | null;
}

export function ageView(age: EvidenceAge, now: Instant, timeZone: string): AgeView {
  const text = (at: Instant | null) => (at === null ? null : instantFrom(at, now, timeZone));
  return { stale: age.stale, read: text(age.asOf), problem: age.problem, next: text(age.nextDueAt) };
}
