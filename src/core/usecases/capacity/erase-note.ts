import { notFound } from '../../domain/shared/errors.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';
import { auditWrite } from '../write.ts';
import { findPlace } from './directory.ts';

/**
 * Erases the note of a ledger entry; the entry stays whole, and the audit says that, not what.
 * Throws NOT_FOUND (also where there is no note, or none any more) and FORBIDDEN.
 */
export async function eraseNote(
  ports: Pick<Core, 'capacityLog' | 'directory' | 'notes' | 'transactions' | 'clock' | 'ids'>,
  context: RequestContext,
  input: { readonly campaignId: string; readonly entryId: string },
): Promise<void> {
  const { campaignId, entryId } = input;
  const { accountId, companyId } = await findPlace(ports.directory, context.actor, 'note.erase', campaignId);
  const entries = await ports.capacityLog.related(accountId, [entryId]);
  const noteId = entries.find((entry) => entry.id === entryId && entry.campaignId === campaignId)?.noteId;
  if (noteId === undefined || !(await ports.notes.byIds([noteId])).has(noteId)) throw notFound('Note');
  const resource = `campaigns/${campaignId}/ledger/${entryId}`;
  const audited = { action: 'note.erase', resource, companyId, before: null, after: null };
  await ports.transactions.commit([auditWrite(ports, context, ports.clock.now(), audited)]);
  await ports.notes.erase(noteId);
}
