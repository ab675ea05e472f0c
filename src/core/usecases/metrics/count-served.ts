import type { LedgerQuery } from '../../../ports/capacity-log.ts';
import {
  createPeopleServed,
  type ServedCount,
  servedAmong,
  touchesServed,
} from '../../domain/metrics/people-served.ts';
import type { Unit } from '../../domain/shared/quantity.ts';
import type { Core } from '../core.ts';

export type ServedPorts = Pick<Core, 'capacityLog' | 'servedCounts'>;

export interface ServedQuery extends Pick<LedgerQuery, 'accountId' | 'campaignId'> {
  readonly unit: Unit;
}

/** Subjects that are looked up at once. */
const CHUNK = 500;
/** A reader who had to count so many entries keeps the count for the next one. */
const WORTH_KEEPING = 200;

/**
 * Everyone who ever had a place, exactly as a fold of the whole ledger counts them: what was counted before, and what the entries
 * since then made of their subjects, looked up by index.
 */
export async function countServed(ports: ServedPorts, query: ServedQuery): Promise<ServedCount> {
  const kept = (await ports.servedCounts.byCampaigns([query.campaignId])).get(query.campaignId);
  const { count, counted } = await countOn(ports, query, kept);
  if (counted >= WORTH_KEEPING) await ports.servedCounts.save(count);
  return count;
}

/** Brings the kept count up to the ledger. */
export async function keepServed(ports: ServedPorts, query: ServedQuery): Promise<void> {
  const kept = (await ports.servedCounts.byCampaigns([query.campaignId])).get(query.campaignId);
  const { count } = await countOn(ports, query, kept);
  if (count.sequence > (kept?.sequence ?? 0)) await ports.servedCounts.save(count);
}

async function countOn(
  ports: ServedPorts,
  { accountId, campaignId, unit }: ServedQuery,
  kept: ServedCount | undefined,
) {
  const from = kept?.unit === unit ? kept : { campaignId, unit, sequence: 0, served: 0 };
  const whole = from.sequence === 0 ? createPeopleServed(unit) : null;
  const touched = new Set<string>();
  let sequence = from.sequence;
  let counted = 0;
  for await (const entry of ports.capacityLog.stream({ accountId, campaignId, after: from.sequence })) {
    sequence = entry.sequence;
    counted += 1;
    whole?.add(entry);
    if (!whole && entry.subject !== null && touchesServed(entry)) touched.add(entry.subject);
  }
  const served = whole?.count() ?? from.served + (await servedSince(ports, accountId, from, sequence, [...touched]));
  return { count: { campaignId, unit, sequence, served }, counted };
}

/** How many of these subjects more were served up to a sequence than when they were counted before. */
async function servedSince(
  ports: ServedPorts,
  accountId: string,
  from: ServedCount,
  sequence: number,
  subjects: readonly string[],
): Promise<number> {
  let more = 0;
  for (let begin = 0; begin < subjects.length; begin += CHUNK) {
    const wanted = [{ accountId, subjects: subjects.slice(begin, begin + CHUNK) }];
    const entries = (await ports.capacityLog.bySubjects(wanted)).get(accountId) ?? [];
    const upTo = (end: number) => entries.filter((entry) => entry.sequence <= end);
    more += servedAmong(from, upTo(sequence)) - servedAmong(from, upTo(from.sequence));
  }
  return more;
}
