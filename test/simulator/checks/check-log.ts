import type { Entry } from '../../../src/core/domain/capacity/entry.ts';
import { hardLimitOf, reached, THRESHOLDS, type Threshold } from '../../../src/core/domain/capacity/thresholds.ts';
import type { History } from '../history.ts';
import { checkSubjects, count, must, newTally, type Tally } from './ledger-model.ts';

type Written = Pick<History, 'commits' | 'entries'>;

/** Throws where the log of the account breaks a promise of the ledger, whoever wrote it. */
export function checkLog(history: Written, accountId: string): void {
  const entries = history.entries(accountId);
  checkOrder(history, accountId);
  const tallies = new Map<string, Tally>();
  const disarmed = new Map<string, Set<Threshold>>();
  for (const entry of entries) {
    const tally = tallies.get(entry.campaignId) ?? newTally(entry.unit);
    tallies.set(entry.campaignId, tally);
    const before = tally.consumed + tally.held;
    count(tally, entry);
    checkFigures(tally, entry);
    if (tally.consumed + tally.held > before) checkLimits(tally, [...tallies.values()], entry);
    checkSubjects(tally, entry);
    const crossed = disarmed.get(entry.campaignId) ?? new Set();
    disarmed.set(entry.campaignId, crossed);
    checkThresholds(crossed, tally, entry);
  }
}

function checkOrder(history: Written, accountId: string): void {
  const keys = new Set<string>();
  const ids = new Set<string>();
  let next = 1;
  let time = 0;
  for (const commit of history.commits(accountId)) {
    if (commit.sequence !== next) throw new Error(`A commit stands at ${commit.sequence}, where ${next} was to come`);
    for (const entry of commit.entries) {
      must(entry.sequence === next, entry, `stands where ${next} was to come`);
      must(!keys.has(entry.key), entry, `counts the key ${entry.key} twice`);
      must(!ids.has(entry.id), entry, `has the id ${entry.id} of another`);
      must(entry.recordedAt >= time, entry, 'was recorded before the one before it');
      keys.add(entry.key);
      ids.add(entry.id);
      time = entry.recordedAt;
      next += 1;
    }
  }
}

function checkFigures(tally: Tally, entry: Entry): void {
  const { consumed, held, capacity, hardLimit } = entry.after;
  must(consumed === tally.consumed && held === tally.held, entry, 'does not add up to what is consumed and held');
  must(capacity === tally.capacity, entry, `says capacity ${capacity}, counted ${tally.capacity}`);
  must(consumed >= 0 && held >= 0, entry, 'leaves less than nothing');
  must(hardLimit === hardLimitOf(capacity, tally.overage, entry.unit), entry, 'has another hard limit than its terms');
}

function checkLimits(tally: Tally, all: readonly Tally[], entry: Entry): void {
  const limit = hardLimitOf(tally.capacity, tally.overage, entry.unit);
  must(tally.consumed + tally.held <= limit, entry, 'goes beyond the hard limit');
  const pool = all.findLast((other) => other.pool)?.pool;
  if (!pool) return;
  const taken = all.reduce((sum, other) => sum + other.consumed + other.held, 0);
  must(taken <= hardLimitOf(pool.capacity, pool.overage, 'learner'), entry, 'goes beyond the pool');
}

/** Crossing and arming take turns; what is reached is always crossed, and one alert is raised for the highest. */
function checkThresholds(disarmed: Set<Threshold>, tally: Tally, entry: Entry): void {
  const limits = { capacity: tally.capacity, overage: tally.overage, unit: entry.unit };
  const change = entry.thresholds;
  for (const threshold of change?.rearmed ?? []) {
    must(disarmed.delete(threshold), entry, `arms ${threshold} % which was armed`);
    must(!reached(threshold, tally.consumed, limits), entry, `arms ${threshold} % which is reached`);
  }
  for (const threshold of change?.disarmed ?? []) {
    must(!disarmed.has(threshold), entry, `crosses ${threshold} % a second time`);
    must(reached(threshold, tally.consumed, limits), entry, `crosses ${threshold} % which is not reached`);
    disarmed.add(threshold);
  }
  must(
    (change?.raised ?? null) === (change?.disarmed.toSorted((a, b) => a - b).at(-1) ?? null),
    entry,
    'raises another alert than for the highest threshold it crosses',
  );
  for (const threshold of THRESHOLDS) {
    must(!reached(threshold, tally.consumed, limits) || disarmed.has(threshold), entry, `missed ${threshold} %`);
  }
}
