import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';
import { checkSubject, requirePlaces } from './capacity-request.ts';
import { findPlace } from './directory.ts';

/** Gives a place in the queue up. Throws NOT_FOUND where the subject is not waiting. */
export async function leaveWaitlist(
  ports: Pick<Core, 'ids' | 'accounts' | 'directory'>,
  { actor }: RequestContext,
  input: { readonly campaignId: string; readonly subject: string },
): Promise<void> {
  const place = await findPlace(ports.directory, actor, 'capacity.consume', input.campaignId);
  requirePlaces(actor, place);
  const { campaignId, accountId } = place;
  checkSubject(input.subject);
  await ports.accounts.submit(accountId, {
    kind: 'leave',
    campaignId,
    key: `once/${ports.ids.next()}`,
    hash: null,
    subject: input.subject,
    actor: actor.id,
    occurredAt: null,
  });
}
