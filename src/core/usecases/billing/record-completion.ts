import { happenedAt, requireRecording } from '../../domain/billing/check-record.ts';
import { type Completion, completionId } from '../../domain/billing/completion.ts';
import type { Campaign } from '../../domain/campaign/campaign.ts';
import type { Change } from '../../domain/evidence/change-evidence.ts';
import { createChecker } from '../../domain/shared/check.ts';
import { refusePersonalData } from '../../domain/shared/personal-data.ts';
import type { Instant } from '../../domain/shared/time.ts';
import { loadCampaign } from '../campaigns/load-campaign.ts';
import { checkSubject } from '../capacity/capacity-request.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';
import { attachAgain } from '../evidence/attach-again.ts';
import { type KeepPorts, untilKept } from '../evidence/keep-evidence.ts';
import { askUnknown, type Linking, linkCompletion } from '../evidence/link-completion.ts';
import { idempotent, type Keyed, type ReceiptOf } from '../idempotent.ts';
import { auditWrite } from '../write.ts';
import type { Recorded } from './record-once.ts';

export const EVIDENCE_MAX = 100;
const EVIDENCE_ID_MAX = 255;

export interface CompletionInput {
  readonly campaignId: string;
  readonly subject: string;
  readonly occurredAt?: Instant | null | undefined;
  readonly evidenceIds?: readonly string[] | null | undefined;
}

/**
 * Records that a learner completed, once; a repeat answers the completion that stands, with the evidence that is new attached to it. Evidence
 * that is not known yet is made known; what is known to be about the learner belongs to the completion without being named.
 * Throws NOT_FOUND, CONFLICT where the terms are not iaas, CAMPAIGN_NOT_OPEN, UNKNOWN_REFERENCE for evidence that the evidence service does
 * not know, UNAVAILABLE, INVALID, PERSONAL_DATA.
 */
export async function recordCompletion(
  ports: KeepPorts & Pick<Core, 'receipts'>,
  context: RequestContext,
  input: CompletionInput,
): Promise<Keyed<Recorded<Completion>>> {
  const campaign = await loadCampaign(ports, context, 'completion.write', input.campaignId);
  checkSubject(input.subject);
  const evidenceIds = checkEvidence(input.evidenceIds ?? []);
  return idempotent<Recorded<Completion>>(ports, context, async (receiptOf) => {
    requireRecording(campaign, 'iaas', 'completions');
    const said = await askUnknown(ports, campaign.id, evidenceIds);
    await attachAgain(ports, context, campaign.id, evidenceIds);
    return untilKept(ports, campaign.id, () =>
      recordOnce(ports, context, { campaign, input, evidenceIds, said, receiptOf }),
    );
  });
}

interface Attempt {
  readonly campaign: Campaign;
  readonly input: CompletionInput;
  readonly evidenceIds: readonly string[];
  readonly said: Linking['said'];
  readonly receiptOf: ReceiptOf<Recorded<Completion>>;
}

async function recordOnce(
  ports: KeepPorts,
  context: RequestContext,
  { campaign, input, evidenceIds, said, receiptOf }: Attempt,
): Promise<Recorded<Completion>> {
  const change = { at: ports.clock.now(), actor: context.actor.id };
  const before = await ports.billingRecords.findCompletion(completionId(campaign.id, input.subject));
  const completion = before ?? newCompletion(campaign, input, change);
  const { links, writes } = await linkCompletion(
    ports,
    context,
    {
      campaign,
      completion,
      evidenceIds: evidenceIds.filter((id) => !completion.evidence.some(({ evidenceId }) => evidenceId === id)),
      countsFrom: before ? change.at : completion.completedAt,
      isNew: before === null,
      said,
    },
    change,
  );
  if (before && links.length === 0) return { record: before, isNew: false };
  const record = { ...completion, version: completion.version + 1, evidence: [...completion.evidence, ...links] };
  const result = { record, isNew: before === null };
  await ports.transactions.commit([
    before
      ? { op: 'replace', collection: 'completions', document: record, ifVersion: before.version }
      : { op: 'insert', collection: 'completions', document: record },
    ...writes,
    auditWrite(ports, context, change.at, {
      action: before ? 'completion.evidence' : 'completion.record',
      resource: `campaigns/${campaign.id}/completions`,
      companyId: campaign.companyId,
      before: before && { version: before.version, evidence: before.evidence },
      after: { version: record.version, completedAt: record.completedAt, evidence: record.evidence },
    }),
    ...receiptOf(result),
  ]);
  return result;
}

function newCompletion(
  campaign: Campaign,
  { subject, occurredAt }: CompletionInput,
  { at, actor }: Change,
): Completion {
  return {
    id: completionId(campaign.id, subject),
    version: 0,
    campaignId: campaign.id,
    companyId: campaign.companyId,
    subject,
    completedAt: happenedAt('occurredAt', occurredAt, campaign, at),
    evidence: [],
    recordedAt: at,
    actor,
  };
}

function checkEvidence(ids: readonly string[]): readonly string[] {
  const check = createChecker();
  const known = check.tags('evidenceIds', ids, EVIDENCE_MAX, EVIDENCE_ID_MAX);
  check.done();
  refusePersonalData(Object.fromEntries(known.map((id, at) => [`evidenceIds.${at}`, id])));
  return known;
}
