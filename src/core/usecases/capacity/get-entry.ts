import { notFound } from '../../domain/shared/errors.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';
import { findPlace } from './directory.ts';
import { type LedgerLine, toLines } from './list-ledger.ts';

/** One entry of a campaign's ledger. Throws NOT_FOUND, also for another campaign's or another company's. */
export async function getEntry(
  ports: Pick<Core, 'capacityLog' | 'directory' | 'notes'>,
  { actor }: RequestContext,
  input: { readonly campaignId: string; readonly entryId: string },
): Promise<LedgerLine> {
  const place = await findPlace(ports.directory, actor, 'capacity.read', input.campaignId);
  const entries = await ports.capacityLog.related(place.accountId, [input.entryId]);
  const entry = entries.find(({ id, campaignId }) => id === input.entryId && campaignId === input.campaignId);
  const [line] = entry ? await toLines(ports, actor, [entry]) : [];
  if (!line) throw notFound('Ledger entry');
  return line;
}
