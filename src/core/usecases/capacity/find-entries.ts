import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';
import { findPlace } from './directory.ts';
import { type LedgerLine, toLines } from './list-ledger.ts';

/** These entries of a campaign's ledger, in sequence; ids of others are left out. Throws NOT_FOUND, also for another company's campaign. */
export async function findEntries(
  ports: Pick<Core, 'capacityLog' | 'directory' | 'notes'>,
  { actor }: RequestContext,
  input: { readonly campaignId: string; readonly entryIds: readonly string[] },
): Promise<LedgerLine[]> {
  const place = await findPlace(ports.directory, actor, 'capacity.read', input.campaignId);
  if (input.entryIds.length === 0) return [];
  const wanted = new Set(input.entryIds);
  const found = await ports.capacityLog.related(place.accountId, [...wanted]);
  return toLines(
    ports,
    actor,
    found.filter(({ id, campaignId }) => wanted.has(id) && campaignId === input.campaignId),
  );
}
