import { emptyAccount } from '../../src/core/domain/capacity/account.ts';
import { applyEntry } from '../../src/core/domain/capacity/apply.ts';
import type { Entry } from '../../src/core/domain/capacity/entry.ts';
import { THRESHOLDS } from '../../src/core/domain/capacity/thresholds.ts';
import { SCALE } from '../../src/core/domain/shared/quantity.ts';
import type { Answered } from './history.ts';

export interface Evidence {
  readonly history: readonly Answered[];
  /** Each account's entries in the order in which the log holds them. */
  readonly ledgers: ReadonlyMap<string, readonly Entry[]>;
  /** The entry behind each alert; null where alerts were not looked at. */
  readonly alertedEntries: readonly string[] | null;
}

/** What was promised and not kept; empty where all is well. */
export function check({ history, ledgers, alertedEntries }: Evidence): string[] {
  const found: string[] = [];
  for (const [accountId, entries] of ledgers) {
    found.push(...checkLedger(accountId, entries));
    const answers = history.filter(({ campaignId }) => campaignId === accountId);
    found.push(...checkAcknowledged(entries, answers), ...checkRefusals(entries, answers));
  }
  if (alertedEntries) found.push(...checkAlerts([...ledgers.values()].flat(), alertedEntries));
  return found;
}

/** No gap, no key twice, every figure the fold of what came before, nothing raised above the hard limit, each crossing once. */
function checkLedger(accountId: string, entries: readonly Entry[]): string[] {
  const found: string[] = [];
  const keys = new Set<string>();
  let state = emptyAccount(accountId);
  for (const [index, entry] of entries.entries()) {
    const at = `${accountId} #${entry.sequence}`;
    if (entry.sequence !== index + 1) found.push(`${at}: a gap, ${index + 1} was expected`);
    if (keys.has(entry.key)) found.push(`${at}: the key ${entry.key} counts twice`);
    keys.add(entry.key);
    const before = state.balances[entry.campaignId];
    if (entry.recordedAt < state.recordedAt) found.push(`${at}: recorded before the entry ahead of it`);
    const change = changeOf(entry);
    if (before && entry.after.consumed !== before.consumed + change)
      found.push(`${at}: consumed is not the sum of its entries`);
    if (change > 0 && entry.after.consumed + entry.after.held > entry.after.hardLimit)
      found.push(`${at}: above the hard limit`);
    found.push(...checkCrossing(at, entry, before?.consumed ?? 0, before?.disarmed ?? []));
    state = applyEntry(state, entry);
  }
  return found;
}

function changeOf({ kind, quantity }: Entry): number {
  if (kind === 'consume' || kind === 'confirm' || kind === 'adjust') return quantity;
  return kind === 'release' || kind === 'reverse' ? -quantity : 0;
}

/** An entry that takes consumption over an armed threshold says so, and no other does. */
function checkCrossing(
  at: string,
  { after, thresholds, kind }: Entry,
  before: number,
  disarmed: readonly number[],
): string[] {
  if (kind !== 'consume') return [];
  const crossed = THRESHOLDS.filter((threshold) => {
    if (threshold === 110 && after.hardLimit === after.capacity) return false;
    const mark = Math.min(after.capacity * threshold, after.hardLimit * 100);
    return !disarmed.includes(threshold) && before * 100 < mark && after.consumed * 100 >= mark;
  });
  const told = thresholds?.disarmed ?? [];
  return crossed.join() === told.join() ? [] : [`${at}: crossed ${crossed.join()}, but its entry tells ${told.join()}`];
}

/** Nothing acknowledged is lost, changed, or acknowledged as two. */
function checkAcknowledged(entries: readonly Entry[], answers: readonly Answered[]): string[] {
  const found: string[] = [];
  const first = new Map<string, string>();
  for (const { key, entry, status, quantity, subject } of answers) {
    if (!entry) continue;
    const standing = entries[entry.sequence - 1];
    if (standing?.id !== entry.id) found.push(`${key}: acknowledged as #${entry.sequence}, and lost`);
    else if (standing.quantity !== entry.quantity * SCALE || standing.subject !== entry.subject)
      found.push(`${key}: acknowledged as something else`);
    if (status !== 201) continue;
    if (standing && !standing.key.endsWith(`/${key}`)) found.push(`${key}: answered with the entry of ${standing.key}`);
    if (entry.quantity !== quantity || entry.subject !== subject)
      found.push(`${key}: answered with another request’s entry`);
    const earlier = first.get(key);
    if (earlier !== undefined && earlier !== entry.id) found.push(`${key}: acknowledged as two entries`);
    first.set(key, entry.id);
  }
  return found;
}

/** A refusal for want of capacity is true at some moment between its request and its answer. */
function checkRefusals(entries: readonly Entry[], answers: readonly Answered[]): string[] {
  return answers
    .filter(({ code }) => code === 'CAPACITY_EXCEEDED')
    .filter(({ quantity, from, to }) => !roomWasShort(entries, quantity * SCALE, from, to))
    .map(({ key }) => `${key}: refused although there was room all the time`);
}

function roomWasShort(entries: readonly Entry[], quantity: number, from: number, to: number): boolean {
  const since = Math.max(
    0,
    entries.findLastIndex(({ recordedAt }) => recordedAt < from),
  );
  const until = entries.findLastIndex(({ recordedAt }) => recordedAt <= to);
  return entries.slice(since, until + 1).some(({ after }) => after.headroom < quantity);
}

/** Each entry that raised a threshold has one alert, and nothing else has any. */
function checkAlerts(entries: readonly Entry[], alerted: readonly string[]): string[] {
  const raised = new Set(entries.filter(({ thresholds }) => thresholds?.raised).map(({ id }) => id));
  const seen = new Set<string>();
  const found: string[] = [];
  for (const entryId of alerted) {
    if (seen.has(entryId)) found.push(`${entryId}: alerted twice`);
    if (!raised.has(entryId)) found.push(`${entryId}: alerted without a crossing`);
    seen.add(entryId);
  }
  for (const entryId of raised) if (!seen.has(entryId)) found.push(`${entryId}: crossed a threshold without an alert`);
  return found;
}
