import type { Entry } from '../../domain/capacity/entry.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';
import { findPlace } from './directory.ts';
import { type LedgerFilter, type LedgerLine, toLines, visibleTo } from './list-ledger.ts';

/** How many entries have their notes read at once. */
const CHUNK = 500;

/**
 * A campaign's whole ledger, oldest first, never held in memory as a whole. Whether the caller may is decided before the
 * first line: throws NOT_FOUND, also for another company's.
 */
export async function streamLedger(
  ports: Pick<Core, 'capacityLog' | 'directory' | 'notes'>,
  { actor }: RequestContext,
  filter: LedgerFilter,
): Promise<AsyncIterable<LedgerLine>> {
  const place = await findPlace(ports.directory, actor, 'capacity.read', filter.campaignId);
  const entries = ports.capacityLog.stream({ ...filter, accountId: place.accountId });
  return lines();

  async function* lines(): AsyncGenerator<LedgerLine> {
    let chunk: Entry[] = [];
    for await (const entry of entries) {
      chunk.push(entry);
      if (chunk.length < CHUNK) continue;
      yield* await toLines(ports, actor, visibleTo(actor, filter, chunk));
      chunk = [];
    }
    yield* await toLines(ports, actor, visibleTo(actor, filter, chunk));
  }
}
