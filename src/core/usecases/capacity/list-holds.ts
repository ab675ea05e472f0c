import { hidesSubjects } from '../../domain/capacity/redact.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';
import { findPlace } from './directory.ts';
import type { HoldView } from './hold-view.ts';

/** The live holds of a campaign, those that end first coming first. Throws NOT_FOUND, also for another company's campaign. */
export async function listHolds(
  ports: Pick<Core, 'accounts' | 'directory'>,
  { actor }: RequestContext,
  input: { readonly campaignId: string },
): Promise<{ readonly items: readonly HoldView[] }> {
  const { campaignId, accountId } = await findPlace(ports.directory, actor, 'capacity.read', input.campaignId);
  const balance = (await ports.accounts.read(accountId)).balances[campaignId];
  const holds = (balance?.holds ?? []).map((hold): HoldView => {
    const subject = balance && hidesSubjects(actor, balance.unit) ? null : hold.subject;
    return { ...hold, campaignId, subject, state: 'live' };
  });
  return { items: holds.toSorted((a, b) => a.expiresAt - b.expiresAt) };
}
