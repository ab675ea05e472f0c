import { loadCampaign } from '../campaigns/load-campaign.ts';
import type { RequestContext } from '../context.ts';
import { serviceUnavailable } from './ask-service.ts';
import { type KeepPorts, requireOpen } from './keep-evidence.ts';
import { type ReadingResult, readService } from './read-service.ts';

export type Refreshed = Pick<ReadingResult, 'added' | 'changed' | 'withdrawn' | 'restored' | 'refused'> & {
  /** When the evidence service was read; null where none is set and there is nothing to read. */
  readonly asOf: number | null;
};

const NOTHING: Refreshed = { asOf: null, added: 0, changed: 0, withdrawn: 0, restored: 0, refused: 0 };

/**
 * Reads the evidence service for a campaign now. Throws NOT_FOUND, FORBIDDEN, CAMPAIGN_NOT_OPEN, and UNAVAILABLE where it cannot be read
 * whole: what is stored then stays, with what was read of it.
 */
export async function refreshEvidence(
  ports: KeepPorts,
  context: RequestContext,
  input: { readonly campaignId: string },
): Promise<Refreshed> {
  const campaign = await loadCampaign(ports, context, 'evidence.write', input.campaignId);
  requireOpen(campaign);
  if (!ports.evidenceService) return NOTHING;
  const { reading, retryAfter, ...counts } = await readService(ports, context, ports.evidenceService, campaign);
  if (reading.problem !== null) throw serviceUnavailable(retryAfter);
  const { added, changed, withdrawn, restored, refused } = counts;
  return { asOf: reading.readAt, added, changed, withdrawn, restored, refused };
}
