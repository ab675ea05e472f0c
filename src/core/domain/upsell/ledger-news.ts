import type { Commit } from '../capacity/account.ts';
import type { Entry } from '../capacity/entry.ts';
import { SCALE } from '../shared/quantity.ts';
import type { LedgerNews } from './upsell-score.ts';

/** The entries of a commit that a score may follow from: those that touched a threshold, and the last of each campaign. */
export function newsworthy({ entries }: Pick<Commit, 'entries'>): readonly Entry[] {
  if (entries.length < 2) return entries;
  const last = new Map(entries.map((entry) => [entry.campaignId, entry.sequence]));
  return entries.filter((entry) => entry.thresholds !== undefined || last.get(entry.campaignId) === entry.sequence);
}

/** What is known after one more entry of the same campaign; entries come in their sequence. */
export function newsAfter(before: LedgerNews | null, accountId: string, entry: Entry): LedgerNews {
  const { after, sequence, unit, thresholds, recordedAt: at } = entry;
  const { capacity, consumed, hardLimit } = after;
  const facts = { accountId, sequence, unit, capacity, consumed, hardLimit };
  if (!thresholds) return { ...before, facts, crossing: before?.crossing ?? null };
  const crossing = thresholds.raised === null ? (before?.crossing ?? null) : { threshold: thresholds.raised, at };
  if (thresholds.disarmed.includes(100)) return { facts, crossing, fullAt: at };
  if (thresholds.rearmed.includes(100)) return { facts, crossing, fullAt: null };
  return { ...before, facts, crossing };
}

/** Whether the entry may have made room by capacity: who asked in vain before it is then answered. */
export function makesRoom({ kind, after }: Entry): boolean {
  return (kind === 'resize' || kind === 'grant') && after.headroom >= SCALE;
}
