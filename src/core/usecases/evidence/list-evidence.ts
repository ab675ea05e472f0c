import type { EvidenceQuery } from '../../../ports/evidence-repository.ts';
import type { Instant } from '../../domain/shared/time.ts';
import { loadCampaign } from '../campaigns/load-campaign.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';
import { ageOf } from './age.ts';
import { type EvidenceView, type ViewPorts, viewEvidence } from './view-evidence.ts';

export interface EvidenceList {
  readonly items: readonly EvidenceView[];
  readonly nextCursor: string | null;
  /** When the evidence service was last read whole; null where none is set, and before the first time. */
  readonly asOf: Instant | null;
  /** Whether the evidence service could not be read for too long. */
  readonly stale: boolean;
}

/** A page of a campaign's attached evidence, newest first. Throws NOT_FOUND (also for another company's) and INVALID_CURSOR. */
export async function listEvidence(
  ports: ViewPorts & Pick<Core, 'evidence' | 'evidenceService'>,
  context: RequestContext,
  query: EvidenceQuery,
): Promise<EvidenceList> {
  const campaign = await loadCampaign(ports, context, 'evidence.read', query.campaignId);
  const [{ items, nextCursor }, age] = await Promise.all([ports.evidence.list(query), ageOf(ports, campaign.id)]);
  const { asOf, stale } = age;
  return { items: await viewEvidence(ports, context.actor, campaign, items), nextCursor, asOf, stale };
}
