import type { Severity } from '../alerting/alert.ts';
import { ALERT_RULES } from '../alerting/rules.ts';
import type { Campaign } from '../campaign/campaign.ts';
import type { AccountChange, Entry } from '../capacity/entry.ts';
import type { Threshold } from '../capacity/thresholds.ts';
import type { Contract, TermsFrom } from '../rating/contract.ts';
import { type OwedOn, owedOn, spreadDays } from '../rating/owed-on.ts';
import type { Posting } from '../rating/posting.ts';
import { type Line, linesOf, rate, totalOfLines } from '../rating/rate.ts';
import type { Usage } from '../rating/usage.ts';
import type { MinorUnits } from '../shared/money.ts';
import { type Quantity, ratio, SCALE } from '../shared/quantity.ts';
import { addDays, type CalendarDate, dateAt, type Instant, laterOf, startOfDay } from '../shared/time.ts';
import { withTerms } from './agreed-contract.ts';
import { createLedgerUsage, type LedgerUsage } from './ledger-usage.ts';
import { drawDays, type Projection, projectUsage } from './project-usage.ts';
import { replayLedger } from './replay-ledger.ts';
import { type UsageRecords, usageOf } from './usage-of.ts';

/** Whether it is said of the terms that stand or of the others. */
type Under = 'current' | 'proposed';

export interface Bill {
  readonly lines: readonly Line[];
  readonly total: MinorUnits;
  /** How it adds up over the period, without anything that is projected. */
  readonly path: readonly OwedOn[];
}

export interface LimitReached {
  readonly terms: Under;
  readonly limit: Quantity;
  /** When nothing more fitted in; null where that never came. */
  readonly reachedAt: Instant | null;
  /** What was really taken and would have been refused. */
  readonly refused: Quantity;
}

export interface AlertRaised {
  readonly terms: Under;
  readonly threshold: Threshold;
  readonly severity: Severity;
  readonly at: Instant;
  readonly utilization: number | null;
}

/** Four of five draws lie within; minor units. */
export interface Interval {
  readonly low: MinorUnits;
  readonly high: MinorUnits;
}

/** What a bill may have come to by a day: the middle of all draws, and what four of five lie within; minor units. */
export interface Range extends Interval {
  readonly middle: MinorUnits;
}

export interface ProjectedDay {
  readonly date: CalendarDate;
  readonly current: Range;
  readonly proposed: Range;
}

export interface Projected {
  readonly current: Interval;
  readonly proposed: Interval;
  readonly difference: Interval;
  /** From today to the end. */
  readonly path: readonly ProjectedDay[];
}

export interface WhatIf {
  readonly current: Bill;
  readonly proposed: Bill;
  readonly difference: MinorUnits;
  readonly limits: readonly LimitReached[];
  readonly alerts: readonly AlertRaised[];
  /** What both would come to by the end; null where nothing is left to project, or less than a week is known. */
  readonly interval: Projected | null;
}

export interface WhatIfWorld {
  readonly contract: Contract;
  readonly entries: readonly Entry[];
  readonly records: UsageRecords;
  /** What the other terms would tell the account. */
  readonly change: AccountChange & { readonly kind: 'terms' };
  readonly at: Instant;
}

/** The same ledger under other terms: what it would have cost, when limits and alerts would have come, and where it may end. */
export function whatIf(campaign: Pick<Campaign, 'timeZone' | 'currency'>, next: TermsFrom, world: WhatIfWorld): WhatIf {
  const { contract, entries, records, change, at } = world;
  const { timeZone, currency } = campaign;
  const from = next.effectiveFrom <= contract.startDate ? 0 : startOfDay(next.effectiveFrom, timeZone);
  const replay = replayLedger(entries, { change: { ...change, pool: null }, from }, at);
  const agreed = from === 0 ? { ...contract, versions: [next] } : withTerms(contract, next);
  const ledger = usageFrom(replay.entries, timeZone, contract);
  const usage = usageOf({ ...records, ledger }, agreed.versions, timeZone);
  const present: Case = {
    contract,
    usage: usageOf(records, contract.versions, timeZone),
    ledger: records.ledger,
    entries,
  };
  const proposal: Case = { contract: agreed, usage, ledger, entries: replay.entries };
  const [current, proposed] = [billOf(present, currency), billOf(proposal, currency)];
  const projection = drawDays(contract, dateAt(at, timeZone));
  const refused = replay.refusals
    .filter(({ code }) => code === 'CAPACITY_EXCEEDED' || code === 'NO_CAPACITY')
    .reduce((sum, { quantity }) => sum + quantity, 0);
  return {
    current,
    proposed,
    difference: proposed.total - current.total,
    limits: [...limitOf('current', entries, 0), ...limitOf('proposed', replay.entries, refused)],
    alerts: [...alertsOf('current', entries), ...alertsOf('proposed', replay.entries)],
    interval: projection && intervalOf(present, proposal, projection, currency),
  };
}

interface Case {
  readonly contract: Contract;
  readonly usage: Usage;
  readonly ledger: LedgerUsage;
  readonly entries: readonly Entry[];
}

function usageFrom(entries: readonly Entry[], timeZone: string, { endDate }: Contract): LedgerUsage {
  const fold = createLedgerUsage(timeZone, endDate);
  for (const entry of entries) fold.add(entry);
  return fold.usage();
}

/** Days on which a path stands, and days on which what is projected does. */
const PATH_DAYS = 200;
const PROJECTED_DAYS = 12;

/** The whole period, with what came after its end. */
function billOf({ contract, usage, ledger }: Case, currency: string): Bill {
  const postings = rate(contract, usage, ledger.capacityOn);
  const last = addDays(lastDay(postings, contract), 1);
  const lines = linesOf(postings, contract.startDate, last, currency);
  const days = spreadDays(contract.startDate, lastDay(postings, contract), PATH_DAYS);
  return { lines, total: totalOfLines(lines), path: owedOn(postings, days, currency) };
}

function lastDay(postings: readonly Posting[], { endDate }: Contract): CalendarDate {
  return postings.reduce((latest, { date }) => laterOf(latest, date), endDate);
}

function limitOf(terms: Under, entries: readonly Entry[], refused: Quantity): LimitReached[] {
  const last = entries.at(-1);
  if (!last) return [];
  const full = entries.find(({ kind, after }) => kind !== 'resize' && after.hardLimit > 0 && after.headroom < SCALE);
  return [{ terms, limit: last.after.hardLimit, reachedAt: full?.recordedAt ?? null, refused }];
}

function alertsOf(terms: Under, entries: readonly Entry[]): AlertRaised[] {
  return entries.flatMap(({ thresholds, recordedAt, after }) => {
    const threshold = thresholds?.raised;
    if (!threshold) return [];
    const utilization = ratio(after.consumed, after.capacity);
    return [{ terms, threshold, severity: ALERT_RULES[threshold].severity, at: recordedAt, utilization }];
  });
}

function intervalOf(present: Case, proposal: Case, projection: Projection, currency: string): Projected {
  const days = projectedDays(projection);
  const draws = projection.draws.map((drawn) => {
    const owed = (each: Case): OwedOn[] => {
      const { capacity, hardLimit } = each.entries.at(-1)?.after ?? { capacity: 0, hardLimit: 0 };
      const usage = projectUsage(each.usage, projection, drawn, { capacity, hardLimit });
      const postings = rate(each.contract, usage, each.ledger.capacityOn);
      return owedOn(postings, [...days, addDays(lastDay(postings, each.contract), 1)], currency);
    };
    return { current: owed(present), proposed: owed(proposal) };
  });
  const total = (path: readonly OwedOn[]) => path.at(-1)?.amount ?? 0;
  const rangeAt = (at: number, of: (draw: (typeof draws)[number]) => readonly OwedOn[]) =>
    rangeOf(draws.map((draw) => of(draw)[at]?.amount ?? 0));
  return {
    current: intervalWithin(draws.map(({ current }) => total(current))),
    proposed: intervalWithin(draws.map(({ proposed }) => total(proposed))),
    difference: intervalWithin(draws.map(({ current, proposed }) => total(proposed) - total(current))),
    path: days.map((date, at) => ({
      date,
      current: rangeAt(at, ({ current }) => current),
      proposed: rangeAt(at, ({ proposed }) => proposed),
    })),
  };
}

/** Evenly apart, with the day before the last, since a shortfall and a minimum fall on the last. */
function projectedDays({ from, to }: Projection): CalendarDate[] {
  const days = spreadDays(addDays(from, -1), to, PROJECTED_DAYS);
  const before = addDays(to, -1);
  return days.includes(before) ? days : [...days.slice(0, -1), before, to];
}

/** The 10th and the 90th percentile. */
function intervalWithin(values: readonly MinorUnits[]): Interval {
  const { low, high } = rangeOf(values);
  return { low, high };
}

/** The 10th, the 50th and the 90th percentile. */
function rangeOf(values: readonly MinorUnits[]): Range {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (part: number) => sorted[Math.round(part * (sorted.length - 1))] ?? 0;
  return { low: at(0.1), middle: at(0.5), high: at(0.9) };
}
