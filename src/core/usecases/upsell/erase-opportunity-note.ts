import { requirePermission } from '../../domain/access/permissions.ts';
import { notFound } from '../../domain/shared/errors.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';
import { auditWrite } from '../write.ts';

/** Erases the text of a note; that there was one stays, and the audit says that, not what. Throws FORBIDDEN, NOT_FOUND. */
export async function eraseOpportunityNote(
  ports: Pick<Core, 'clock' | 'ids' | 'transactions' | 'upsell' | 'notes'>,
  context: RequestContext,
  input: { readonly id: string; readonly noteId: string },
): Promise<void> {
  requirePermission(context.actor, 'note.erase');
  const { id, noteId } = input;
  const opportunity = await ports.upsell.find(id);
  const known = opportunity?.notes.some((note) => note.id === noteId);
  if (!opportunity || !known || !(await ports.notes.byIds([noteId])).has(noteId)) throw notFound('Note');
  const { companyId } = opportunity;
  const audited = {
    action: 'note.erase',
    resource: `upsell/opportunities/${id}`,
    companyId,
    before: null,
    after: null,
  };
  await ports.transactions.commit([auditWrite(ports, context, ports.clock.now(), audited)]);
  await ports.notes.erase(noteId);
}
