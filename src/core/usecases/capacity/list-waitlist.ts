import { hidesSubjects } from '../../domain/capacity/redact.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';
import { findPlace } from './directory.ts';

export interface WaitingView {
  readonly entryId: string;
  /** 1 is the next to be offered a place. */
  readonly position: number;
  /** Null where the caller may not know it. */
  readonly subject: string | null;
}

/** Who waits for a place, first come first. Throws NOT_FOUND, also for another company's campaign. */
export async function listWaitlist(
  ports: Pick<Core, 'accounts' | 'directory'>,
  { actor }: RequestContext,
  input: { readonly campaignId: string },
): Promise<{ readonly items: readonly WaitingView[] }> {
  const { campaignId, accountId } = await findPlace(ports.directory, actor, 'capacity.read', input.campaignId);
  const balance = (await ports.accounts.read(accountId)).balances[campaignId];
  const hidden = balance !== undefined && hidesSubjects(actor, balance.unit);
  const items = (balance?.waitlist ?? []).map(({ entryId, subject }, index) => ({
    entryId,
    position: index + 1,
    subject: hidden ? null : subject,
  }));
  return { items };
}
