import { checkEvidence, type EvidencePatch } from '../../domain/evidence/check-evidence.ts';
import { type Evidence, evidenceKey } from '../../domain/evidence/evidence.ts';
import { DomainError, notFound } from '../../domain/shared/errors.ts';
import { loadCampaign } from '../campaigns/load-campaign.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';
import { type KeepPorts, keepChanged, requireOpen, untilKept } from './keep-evidence.ts';
import { type EvidenceView, type ViewPorts, viewEvidence } from './view-evidence.ts';

/**
 * Changes what is known of attached evidence, by a merge patch: verifies it, withdraws it, takes it back. A withdrawal withdraws its links on
 * completions in the same transaction, and charges follow; verified or pending again, they come back. Throws NOT_FOUND, FORBIDDEN,
 * CAMPAIGN_NOT_OPEN, EVIDENCE_SERVICE_OWNS_EVIDENCE, INVALID, PERSONAL_DATA.
 */
export async function updateEvidence(
  ports: KeepPorts & ViewPorts,
  context: RequestContext,
  input: { readonly campaignId: string; readonly evidenceId: string; readonly patch: EvidencePatch },
): Promise<EvidenceView> {
  const campaign = await loadCampaign(ports, context, 'evidence.write', input.campaignId);
  const evidence = await untilKept(ports, campaign.id, async () => {
    const before = await findAttached(ports, campaign.id, input.evidenceId);
    requireOpen(campaign);
    refuseOwned(ports, before);
    const at = ports.clock.now();
    const next = patched(before, input.patch, at);
    const kept = await keepChanged(ports, context, before, next, { at, actor: context.actor.id });
    await ports.transactions.commit(kept.writes);
    return kept.evidence;
  });
  const [view] = await viewEvidence(ports, context.actor, campaign, [evidence]);
  if (!view) throw new Error('Evidence was not shown');
  return view;
}

/** The evidence that is attached under the id. Throws NOT_FOUND. */
export async function findAttached(
  ports: Pick<Core, 'evidence'>,
  campaignId: string,
  evidenceId: string,
): Promise<Evidence> {
  const [found] = await ports.evidence.byIds([evidenceKey(campaignId, evidenceId)]);
  if (!found || found.detachedAt !== null) throw notFound('Evidence');
  return found;
}

function refuseOwned({ evidenceService }: KeepPorts, { origin }: Evidence): void {
  if (!evidenceService || origin !== 'service') return;
  const message = 'The evidence service keeps this evidence: change it there';
  throw new DomainError('conflict', 'EVIDENCE_SERVICE_OWNS_EVIDENCE', message);
}

function patched(before: Evidence, patch: EvidencePatch, at: number) {
  const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
  const { fields } = checkEvidence({ ...before, ...given, createdAt: Math.min(before.createdAt, at) }, at);
  return { ...fields, createdAt: before.createdAt };
}
