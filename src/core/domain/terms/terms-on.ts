import type { CalendarDate } from '../shared/time.ts';
import type { TermsVersion } from './terms.ts';

/**
 * The version of the terms that rules a day: the newest that is effective by then. Days before the first effective date are
 * ruled by the newest of those that share it, so that terms put after a campaign's start count for all of it. Null without versions.
 */
export function termsOn(versions: readonly TermsVersion[], day: CalendarDate): TermsVersion | null {
  const first = versions.reduce(
    (date, { effectiveFrom }) => (effectiveFrom < date ? effectiveFrom : date),
    '9999-12-31',
  );
  const by = day < first ? first : day;
  return versions
    .filter(({ effectiveFrom }) => effectiveFrom <= by)
    .reduce<TermsVersion | null>(
      (newest, version) => (newest && newest.number > version.number ? newest : version),
      null,
    );
}
