import { evidenceKey } from '../core/domain/evidence/evidence.ts';
import { recordCompletion } from '../core/usecases/billing/record-completion.ts';
import { attachEvidence } from '../core/usecases/evidence/attach-evidence.ts';
import { updateEvidence } from '../core/usecases/evidence/update-evidence.ts';
import { as, COORDINATOR, onceAs, PROGRAM_MANAGEMENT } from './actors.ts';
import type { EvidenceStep } from './evidence.ts';
import type { LineCore } from './line-core.ts';

/** Does one step of a campaign's evidence; one that was done before changes nothing. */
export async function performEvidence(
  { core }: LineCore,
  { id: campaignId, slug }: { readonly id: string; readonly slug: string },
  step: EvidenceStep,
): Promise<void> {
  const once = onceAs(PROGRAM_MANAGEMENT, `${slug}/${step.key}`);
  switch (step.kind) {
    case 'complete':
      await recordCompletion(core, once, { campaignId, subject: step.subject });
      return;
    case 'evidence':
      await attachEvidence(core, once, { ...step.evidence, campaignId });
      return;
    case 'judge': {
      const { evidenceId, to } = step;
      const [found] = await core.evidence.byIds([evidenceKey(campaignId, evidenceId)]);
      if (found?.history.some(({ what }) => what === to)) return;
      await updateEvidence(core, as(COORDINATOR), { campaignId, evidenceId, patch: { verification: to } });
    }
  }
}
