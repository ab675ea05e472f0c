import { isStaff } from '../../domain/access/actor.ts';
import { type DimensionEvidence, evidenceByDimension } from '../../domain/evidence/by-dimension.ts';
import { impactOf } from '../../domain/metrics/impact.ts';
import { type ShownFigure, showFigure } from '../../domain/metrics/withhold.ts';
import { loadCampaign } from '../campaigns/load-campaign.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';
import { servedFor, type ViewPorts } from './view-evidence.ts';

/** The evidence of a dimension, beside the outcome that Program Management reports of it. */
export type SupportedDimension = DimensionEvidence & { readonly reported: ShownFigure };

/** Which evidence there is for each outcome, and for which outcome there is none. Throws NOT_FOUND. */
export async function getDimensions(
  ports: ViewPorts & Pick<Core, 'evidence'>,
  context: RequestContext,
  input: { readonly campaignId: string },
): Promise<readonly SupportedDimension[]> {
  const campaign = await loadCampaign(ports, context, 'evidence.read', input.campaignId);
  const [all, instances, served] = await Promise.all([
    ports.evidence.ofCampaign(campaign.id),
    ports.campaigns.instances(campaign.id),
    servedFor(ports, context.actor, campaign),
  ]);
  const { outcomes } = impactOf(instances);
  const evidenced = evidenceByDimension(all, served, isStaff(context.actor));
  const without = Object.keys(outcomes).filter((name) => !evidenced.some((each) => outcomeOf(each, outcomes) === name));
  const counts = { pending: 0, verified: 0, withdrawn: 0 };
  return [
    ...evidenced,
    ...without.map((dimension): DimensionEvidence => ({ dimension, counts, outcome: null, reason: 'not_reported' })),
  ].map((each) => {
    const name = outcomeOf(each, outcomes);
    const reported = name === null ? undefined : outcomes[name];
    return { ...each, reported: showFigure(reported ?? { value: null, people: 0 }, context.actor) };
  });
}

/** The reported outcome that evidence of a dimension speaks for: a level shown by proxy speaks for the language. */
function outcomeOf({ dimension }: DimensionEvidence, outcomes: Readonly<Record<string, unknown>>): string | null {
  return dimension === 'lang_level_proxy' && !(dimension in outcomes) ? 'language' : dimension;
}
