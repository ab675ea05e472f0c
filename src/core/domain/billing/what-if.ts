import type { Severity } from '../alerting/alert.ts';
import { ALERT_RULES } from '../alerting/rules.ts';
import type { Campaign } from '../campaign/campaign.ts';
import type { AccountChange, Entry } from '../capacity/entry.ts';
import type { Threshold } from '../capacity/thresholds.ts';
import type { Contract, TermsFrom } from '../rating/contract.ts';
import { type Line, linesOf, rate, totalOfLines } from '../rating/rate.ts';
import type { Usage } from '../rating/usage.ts';
import type { MinorUnits } from '../shared/money.ts';
import { type Quantity, ratio, SCALE } from '../shared/quantity.ts';
import { addDays, dateAt, type Instant, laterOf, startOfDay } from '../shared/time.ts';
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

export interface WhatIf {
  readonly current: Bill;
  readonly proposed: Bill;
  readonly difference: MinorUnits;
  readonly limits: readonly LimitReached[];
  readonly alerts: readonly AlertRaised[];
  /** What both would come to by the end; null where nothing is left to project, or less than a week is known. */
  readonly interval: { readonly current: Interval; readonly proposed: Interval; readonly difference: Interval } | null;
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

/** The whole period, with what came after its end. */
function billOf({ contract, usage, ledger }: Case, currency: string): Bill {
  const postings = rate(contract, usage, ledger.capacityOn);
  const last = postings.reduce((latest, { date }) => laterOf(latest, date), contract.endDate);
  const lines = linesOf(postings, contract.startDate, addDays(last, 1), currency);
  return { lines, total: totalOfLines(lines) };
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

function intervalOf(present: Case, proposal: Case, projection: Projection, currency: string): WhatIf['interval'] {
  const draws = projection.draws.map((days) => {
    const total = (each: Case) => {
      const { capacity, hardLimit } = each.entries.at(-1)?.after ?? { capacity: 0, hardLimit: 0 };
      const usage = projectUsage(each.usage, projection, days, { capacity, hardLimit });
      return billOf({ ...each, usage }, currency).total;
    };
    return { current: total(present), proposed: total(proposal) };
  });
  return {
    current: middle(draws.map(({ current }) => current)),
    proposed: middle(draws.map(({ proposed }) => proposed)),
    difference: middle(draws.map(({ current, proposed }) => proposed - current)),
  };
}

/** The 10th and the 90th percentile. */
function middle(values: readonly MinorUnits[]): Interval {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (part: number) => sorted[Math.round(part * (sorted.length - 1))] ?? 0;
  return { low: at(0.1), high: at(0.9) };
}
