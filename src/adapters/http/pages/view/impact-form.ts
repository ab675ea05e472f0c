import { REDUCTIONS, type Reduction, type ShareRange } from '../../../../core/domain/metrics/estimate-sroi.ts';
import { type DomainError, type Issue, invalid } from '../../../../core/domain/shared/errors.ts';
import { addDays, type Instant, isCalendarDate, startOfDay } from '../../../../core/domain/shared/time.ts';
import type { FormValues } from '../forms.ts';

export const ESTIMATE_FIELDS = [...REDUCTIONS, 'proxyDoubt', 'asOf'] as const;

/** What the page shows before anybody gave a range: each proxy off by a fifth. */
const AT_FIRST: FormValues = { proxyDoubt: '20' };

export interface EstimateForm {
  readonly values: FormValues;
  readonly input: {
    readonly reductions: Partial<Record<Reduction, ShareRange>>;
    readonly proxyDoubt: number;
    readonly asOf: Instant | undefined;
  };
  readonly error: DomainError | null;
}

/** Ranges in percent as people type them (`10` or `10–30`), and a day whose end it is to be as of. What cannot be read counts as not given. */
export function estimateForm(query: Readonly<Record<string, string>>, timeZone: string, now: Instant): EstimateForm {
  const given = Object.fromEntries(ESTIMATE_FIELDS.map((field) => [field, query[field]?.trim() ?? '']));
  const values = ESTIMATE_FIELDS.some((field) => field in query) ? given : { ...given, ...AT_FIRST };
  const issues: Issue[] = [];
  const reductions: Partial<Record<Reduction, ShareRange>> = {};
  for (const name of REDUCTIONS) {
    const range = rangeOf(values[name] ?? '');
    if (range === 'wrong') issues.push({ path: name, code: 'INVALID', message: 'A percentage, or two as 10–30' });
    else if (range) reductions[name] = range;
  }
  const doubt = rangeOf(values.proxyDoubt ?? '');
  const share =
    doubt === null ? 0 : doubt === 'wrong' || doubt.low !== doubt.high || doubt.high >= 1 ? null : doubt.low;
  if (share === null) issues.push({ path: 'proxyDoubt', code: 'INVALID', message: 'A percentage below 100' });
  const asOf = endOf(values.asOf ?? '', timeZone, now);
  if (asOf === 'wrong') issues.push({ path: 'asOf', code: 'INVALID', message: 'A day that is over' });
  return {
    values,
    input: {
      reductions,
      proxyDoubt: share ?? 0,
      asOf: asOf === 'wrong' ? undefined : asOf,
    },
    error: issues.length > 0 ? invalid(issues) : null,
  };
}

function rangeOf(text: string): ShareRange | 'wrong' | null {
  if (text === '') return null;
  const match = /^(\d{1,3}(?:\.\d{1,2})?)(?:\s*(?:–|-|\.\.|to)\s*(\d{1,3}(?:\.\d{1,2})?))?\s*%?$/.exec(text);
  if (!match) return 'wrong';
  const share = (percent: string) => Math.round(Number(percent) * 100) / 10_000;
  const low = share(match[1] ?? '');
  const high = share(match[2] ?? match[1] ?? '');
  return low <= high && high <= 1 ? { low, high } : 'wrong';
}

function endOf(text: string, timeZone: string, now: Instant): Instant | 'wrong' | undefined {
  if (text === '') return undefined;
  if (!isCalendarDate(text)) return 'wrong';
  const end = startOfDay(addDays(text, 1), timeZone) - 1;
  return end <= now ? end : 'wrong';
}
