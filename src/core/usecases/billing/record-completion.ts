import { happenedAt, requireRecording } from '../../domain/billing/check-record.ts';
import { type Completion, completionId, withEvidence } from '../../domain/billing/completion.ts';
import type { Campaign } from '../../domain/campaign/campaign.ts';
import { createChecker } from '../../domain/shared/check.ts';
import { refusePersonalData } from '../../domain/shared/personal-data.ts';
import type { Instant } from '../../domain/shared/time.ts';
import { loadCampaign } from '../campaigns/load-campaign.ts';
import { checkSubject } from '../capacity/capacity-request.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';
import { idempotent, type Keyed } from '../idempotent.ts';
import { auditWrite } from '../write.ts';
import { type Recorded, recordOnce } from './record-once.ts';

export const EVIDENCE_MAX = 100;
const EVIDENCE_ID_MAX = 255;

export interface CompletionInput {
  readonly campaignId: string;
  readonly subject: string;
  readonly occurredAt?: Instant | null | undefined;
  readonly evidenceIds?: readonly string[] | null | undefined;
}

/**
 * Records that a learner completed, once; a repeat answers the completion that stands, with the evidence that is new attached to it.
 * Throws NOT_FOUND, CONFLICT where the terms are not iaas, CAMPAIGN_NOT_OPEN, INVALID, PERSONAL_DATA.
 */
export async function recordCompletion(
  ports: Pick<Core, 'clock' | 'ids' | 'transactions' | 'receipts' | 'campaigns' | 'billingRecords'>,
  context: RequestContext,
  input: CompletionInput,
): Promise<Keyed<Recorded<Completion>>> {
  const campaign = await loadCampaign(ports, context, 'completion.write', input.campaignId);
  checkSubject(input.subject);
  const evidenceIds = checkEvidence(input.evidenceIds ?? []);
  return idempotent(ports, context, (receiptOf) =>
    recordOnce('completions', async () => {
      requireRecording(campaign, 'iaas', 'completions');
      const now = ports.clock.now();
      const before = await ports.billingRecords.findCompletion(completionId(campaign.id, input.subject));
      const record = before
        ? withEvidence(before, evidenceIds, now)
        : newCompletion(campaign, input, evidenceIds, { now, actor: context.actor.id });
      const result = { record, isNew: before === null };
      if (record === before) return result;
      await ports.transactions.commit([
        before
          ? { op: 'replace', collection: 'completions', document: record, ifVersion: before.version }
          : { op: 'insert', collection: 'completions', document: record },
        auditWrite(ports, context, now, {
          action: before ? 'completion.evidence' : 'completion.record',
          resource: `campaigns/${campaign.id}/completions`,
          companyId: campaign.companyId,
          before: before && { version: before.version, evidence: before.evidence },
          after: { version: record.version, completedAt: record.completedAt, evidence: record.evidence },
        }),
        ...receiptOf(result),
      ]);
      return result;
    }),
  );
}

function newCompletion(
  campaign: Campaign,
  { subject, occurredAt }: CompletionInput,
  evidenceIds: readonly string[],
  made: { readonly now: Instant; readonly actor: string },
): Completion {
  const completedAt = happenedAt('occurredAt', occurredAt, campaign, made.now);
  const completion: Completion = {
    id: completionId(campaign.id, subject),
    version: 0,
    campaignId: campaign.id,
    companyId: campaign.companyId,
    subject,
    completedAt,
    evidence: [],
    recordedAt: made.now,
    actor: made.actor,
  };
  return { ...withEvidence(completion, evidenceIds, completedAt), version: 1 };
}

function checkEvidence(ids: readonly string[]): readonly string[] {
  const check = createChecker();
  const known = check.tags('evidenceIds', ids, EVIDENCE_MAX, EVIDENCE_ID_MAX);
  check.done();
  refusePersonalData(Object.fromEntries(known.map((id, at) => [`evidenceIds.${at}`, id])));
  return known;
}
