import { type Actor, isStaff } from '../../domain/access/actor.ts';
import type { Campaign } from '../../domain/campaign/campaign.ts';
import { type Evidence, stands } from '../../domain/evidence/evidence.ts';
import { redactEvidence, type VisibleEvidence } from '../../domain/evidence/redact-evidence.ts';
import { type EvidenceScore, scoreOf } from '../../domain/evidence/score.ts';
import type { Core } from '../core.ts';
import { type MeasurePorts, measureCampaign } from '../metrics/measure-campaign.ts';

export type ViewPorts = MeasurePorts & Pick<Core, 'clock' | 'notes'>;

/** Evidence as the caller may see it, with its score at present (null where it does not stand). */
export interface EvidenceView {
  readonly evidence: VisibleEvidence;
  /** Null to company roles, where there is none, and where it was erased. */
  readonly excerpt: string | null;
  readonly score: EvidenceScore | null;
}

/** How many people the campaign has served, where the actor may not see outcomes over few of them; without bound to staff. */
export async function servedFor(ports: MeasurePorts, actor: Actor, campaign: Campaign): Promise<number> {
  if (isStaff(actor)) return Number.POSITIVE_INFINITY;
  return (await measureCampaign(ports, campaign)).beneficiariesServed;
}

/** Evidence of a campaign as the actor may see it, in the same order. */
export async function viewEvidence(
  ports: ViewPorts,
  actor: Actor,
  campaign: Campaign,
  items: readonly Evidence[],
): Promise<EvidenceView[]> {
  const served = await servedFor(ports, actor, campaign);
  const excerptIds = isStaff(actor) ? items.flatMap(({ excerptId }) => excerptId ?? []) : [];
  const excerpts = excerptIds.length === 0 ? new Map<string, string>() : await ports.notes.byIds(excerptIds);
  const now = ports.clock.now();
  return items.map((item) => {
    const evidence = redactEvidence(item, actor, served);
    return {
      evidence,
      excerpt: item.excerptId === null ? null : (excerpts.get(item.excerptId) ?? null),
      score: stands(item) ? scoreOf(evidence, now) : null,
    };
  });
}
