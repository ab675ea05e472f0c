import type { VisibleEvidence } from '../../domain/evidence/redact-evidence.ts';
import { redactEvidence } from '../../domain/evidence/redact-evidence.ts';
import { SELECTION_DEFAULT, type Selected, selectEvidence } from '../../domain/evidence/select.ts';
import type { Instant } from '../../domain/shared/time.ts';
import { loadCampaign } from '../campaigns/load-campaign.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';
import { ageOf } from './age.ts';
import { servedFor, type ViewPorts } from './view-evidence.ts';

export interface EvidenceSelection {
  readonly items: readonly Selected<VisibleEvidence>[];
  readonly byDimension: Readonly<Record<string, number>>;
  readonly asOf: Instant | null;
  readonly stale: boolean;
}

/** The evidence of a campaign that says most, at present, highest score first. Throws NOT_FOUND. */
export async function getSelection(
  ports: ViewPorts & Pick<Core, 'evidence' | 'evidenceService'>,
  context: RequestContext,
  input: { readonly campaignId: string; readonly limit?: number },
): Promise<EvidenceSelection> {
  const campaign = await loadCampaign(ports, context, 'evidence.read', input.campaignId);
  const [all, served, { asOf, stale }] = await Promise.all([
    ports.evidence.ofCampaign(campaign.id),
    servedFor(ports, context.actor, campaign),
    ageOf(ports, campaign.id),
  ]);
  const visible = all.map((evidence) => redactEvidence(evidence, context.actor, served));
  return { ...selectEvidence(visible, input.limit ?? SELECTION_DEFAULT, ports.clock.now()), asOf, stale };
}
