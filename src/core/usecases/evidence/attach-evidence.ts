import type { Campaign } from '../../domain/campaign/campaign.ts';
import { newEvidence } from '../../domain/evidence/change-evidence.ts';
import {
  type CheckedEvidence,
  checkEvidence,
  checkEvidenceId,
  type EvidenceInput,
} from '../../domain/evidence/check-evidence.ts';
import { type Evidence, evidenceKey, stands } from '../../domain/evidence/evidence.ts';
import { isEqual } from '../../domain/shared/equal.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import type { Recorded } from '../billing/record-once.ts';
import { loadCampaign } from '../campaigns/load-campaign.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';
import { idempotent, type Keyed, type ReceiptOf } from '../idempotent.ts';
import { askService } from './ask-service.ts';
import { type KeepPorts, keepChanged, keepNew, requireOpen, untilKept } from './keep-evidence.ts';
import { type EvidenceView, type ViewPorts, viewEvidence } from './view-evidence.ts';
import { withExcerpt } from './with-excerpt.ts';

export type AttachInput = EvidenceInput & { readonly campaignId: string };

/**
 * Attaches evidence to a campaign, once: what was withdrawn or detached is attached again, what stands is answered as it is. With an evidence
 * service only the id counts, and what the service says of it is kept. Evidence about a learner who completed stands for that completion.
 * Throws NOT_FOUND, FORBIDDEN, CAMPAIGN_NOT_OPEN, ALREADY_EXISTS where other evidence stands under the id, CONFLICT where it is about another
 * learner, UNKNOWN_REFERENCE where the service does not know it, UNAVAILABLE, INVALID, PERSONAL_DATA.
 */
export async function attachEvidence(
  ports: KeepPorts & ViewPorts & Pick<Core, 'receipts'>,
  context: RequestContext,
  input: AttachInput,
): Promise<Keyed<Recorded<EvidenceView>>> {
  const campaign = await loadCampaign(ports, context, 'evidence.write', input.campaignId);
  const { result, replayed } = await idempotent<Recorded<Evidence>>(ports, context, async (receiptOf) => {
    requireOpen(campaign);
    const given = await givenBy(ports, input);
    return withExcerpt(ports, campaign.id, given.excerpt, (excerptId) =>
      untilKept(ports, campaign.id, () => attachOnce(ports, context, { campaign, given, excerptId, receiptOf })),
    );
  });
  const [record] = await viewEvidence(ports, context.actor, campaign, [result.record]);
  if (!record) throw new Error('Evidence was not shown');
  return { result: { record, isNew: result.isNew }, replayed };
}

interface Given extends CheckedEvidence {
  /** When the service said so; null where the caller did. */
  readonly asOf: number | null;
}

async function givenBy(ports: KeepPorts, input: AttachInput): Promise<Given> {
  const now = ports.clock.now();
  if (!ports.evidenceService) return { ...checkEvidence(input, now), asOf: null };
  return { ...(await askService(ports, ports.evidenceService, checkEvidenceId(input.evidenceId))), asOf: now };
}

interface Attempt {
  readonly campaign: Campaign;
  readonly given: Given;
  readonly excerptId: string | null;
  readonly receiptOf: ReceiptOf<Recorded<Evidence>>;
}

async function attachOnce(
  ports: KeepPorts,
  context: RequestContext,
  { campaign, given, excerptId, receiptOf }: Attempt,
): Promise<Recorded<Evidence>> {
  const { evidenceId, fields, asOf } = given;
  const change = { at: ports.clock.now(), actor: context.actor.id };
  const origin = asOf === null ? 'here' : 'service';
  const [before] = await ports.evidence.byIds([evidenceKey(campaign.id, evidenceId)]);
  if (before && stands(before) && asOf === null) {
    requireSame(before, given);
    return { record: before, isNew: false };
  }
  if (before && before.subject !== fields.subject)
    throw new DomainError('conflict', 'CONFLICT', 'This evidence is about another learner');
  const excerpt = await excerptAfter(ports, before, given, excerptId);
  const { evidence, writes } = before
    ? await keepChanged(
        ports,
        context,
        before,
        { ...fields, origin, asOf, detachedAt: null, excerptId: excerpt },
        change,
      )
    : await keepNew(
        ports,
        context,
        newEvidence(campaign, evidenceId, fields, { excerptId, origin, asOf }, change),
        change,
      );
  const isNew = !before || (stands(evidence) && !stands(before)) || before.detachedAt !== null;
  const result = { record: evidence, isNew };
  if (writes.length > 0) await ports.transactions.commit([...writes, ...receiptOf(result)]);
  if (before?.excerptId && before.excerptId !== evidence.excerptId) await ports.notes.erase(before.excerptId);
  return result;
}

/** The excerpt that stands already where it says the same, or where none is given; one that was erased stays so. */
export async function excerptAfter(
  ports: Pick<Core, 'notes'>,
  before: Evidence | undefined,
  given: Pick<CheckedEvidence, 'excerpt'>,
  excerptId: string | null,
): Promise<string | null> {
  const known = before?.excerptId ?? null;
  if (known === null || excerptId === null) return excerptId ?? known;
  const text = (await ports.notes.byIds([known])).get(known);
  return text === undefined || text === given.excerpt ? known : excerptId;
}

/** Throws ALREADY_EXISTS where what is given differs from what stands; an excerpt is not compared. */
function requireSame(before: Evidence, { fields }: Given): void {
  const { dimension, outcome, confidence, verification, createdAt, subject, source, hash } = before;
  if (isEqual(fields, { dimension, outcome, confidence, verification, createdAt, subject, source, hash })) return;
  const message = 'Other evidence stands under this id: change it, or detach it first';
  throw new DomainError('conflict', 'ALREADY_EXISTS', message);
}
