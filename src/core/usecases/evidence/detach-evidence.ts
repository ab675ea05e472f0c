import { loadCampaign } from '../campaigns/load-campaign.ts';
import type { RequestContext } from '../context.ts';
import { type KeepPorts, keepChanged, requireOpen, untilKept } from './keep-evidence.ts';
import { findAttached } from './update-evidence.ts';

/**
 * Takes evidence off a campaign and erases its excerpt; its links on completions are withdrawn in the same transaction. What is left is
 * known by its id, so that lines that rested on it can be opened, and it can be attached again. Throws NOT_FOUND, FORBIDDEN,
 * CAMPAIGN_NOT_OPEN.
 */
export async function detachEvidence(
  ports: KeepPorts,
  context: RequestContext,
  input: { readonly campaignId: string; readonly evidenceId: string },
): Promise<void> {
  const campaign = await loadCampaign(ports, context, 'evidence.write', input.campaignId);
  await untilKept(ports, campaign.id, async () => {
    const before = await findAttached(ports, campaign.id, input.evidenceId);
    requireOpen(campaign);
    if (before.excerptId !== null) await ports.notes.erase(before.excerptId);
    const at = ports.clock.now();
    const change = { at, actor: context.actor.id };
    const { writes } = await keepChanged(ports, context, before, { detachedAt: at, excerptId: null }, change);
    await ports.transactions.commit(writes);
  });
}
