import type { CollectionName, Write } from '../../../ports/transactions.ts';
import { type Completion, completionId } from '../../domain/billing/completion.ts';
import type { Campaign } from '../../domain/campaign/campaign.ts';
import {
  type Change,
  changedEvidence,
  learnerWith,
  linkTo,
  settledCompletion,
} from '../../domain/evidence/change-evidence.ts';
import { type Evidence, stands } from '../../domain/evidence/evidence.ts';
import { takesCorrections } from '../../domain/lifecycle/status.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import type { Instant } from '../../domain/shared/time.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';
import { inTurn, PATIENT } from '../in-turn.ts';
import { auditWrite, existsAlready, untilUndisturbed } from '../write.ts';

export type KeepPorts = Pick<
  Core,
  'clock' | 'ids' | 'transactions' | 'campaigns' | 'billingRecords' | 'evidence' | 'evidenceService' | 'notes'
>;

/** Evidence after a change, with the writes that keep it and what rests on it; none where nothing is different. */
export interface Kept {
  readonly evidence: Evidence;
  readonly writes: readonly Write[];
}

/** Throws CAMPAIGN_NOT_OPEN outside recruiting to completed. */
export function requireOpen({ status }: Campaign): void {
  if (takesCorrections(status)) return;
  throw new DomainError('conflict', 'CAMPAIGN_NOT_OPEN', `The campaign is ${status} and takes no evidence`, {
    details: { status },
  });
}

/** Keeps evidence that is new to its campaign; where it is about a learner who completed, it stands for that completion from now on. */
export async function keepNew(
  ports: KeepPorts,
  context: RequestContext,
  evidence: Evidence,
  { at }: Change,
): Promise<Kept> {
  const { campaignId, subject, evidenceId } = evidence;
  if (subject === null) return { evidence, writes: newWrites(ports, context, evidence, at) };
  const id = completionId(campaignId, subject);
  const learner = await ports.evidence.findLearner(id);
  const completion = await ports.billingRecords.findCompletion(id);
  const kept = completion ? { ...evidence, completions: [id] } : evidence;
  const known = learnerWith(learner, { id, campaignId }, [evidenceId]);
  return {
    evidence: kept,
    writes: [
      ...newWrites(ports, context, kept, at),
      learner
        ? { op: 'replace', collection: 'learnerEvidence', document: known, ifVersion: learner.version }
        : { op: 'insert', collection: 'learnerEvidence', document: known },
      ...(completion ? [completionWrite(completion, withLink(completion, kept, at))] : []),
    ],
  };
}

/** The evidence itself, without what rests on it. */
export function newWrites(ports: KeepPorts, context: RequestContext, evidence: Evidence, at: Instant): Write[] {
  return [{ op: 'insert', collection: 'evidence', document: evidence }, auditOf(ports, context, at, null, evidence)];
}

/** Keeps what is different about evidence; its links on completions are withdrawn or come back with it. */
export async function keepChanged(
  ports: KeepPorts,
  context: RequestContext,
  before: Evidence,
  next: Partial<Evidence>,
  change: Change,
): Promise<Kept> {
  const evidence = changedEvidence(before, next, change);
  if (evidence === before) return { evidence, writes: [] };
  const settled = stands(before) === stands(evidence) ? [] : await settle(ports, evidence, change);
  return {
    evidence,
    writes: [
      { op: 'replace', collection: 'evidence', document: evidence, ifVersion: before.version },
      ...settled,
      auditOf(ports, context, change.at, before, evidence),
    ],
  };
}

async function settle(ports: KeepPorts, evidence: Evidence, { at }: Change): Promise<Write[]> {
  const found = await Promise.all(evidence.completions.map((id) => ports.billingRecords.findCompletion(id)));
  return found.flatMap((completion) => {
    const settled = completion && settledCompletion(completion, evidence, at);
    return completion && settled !== completion && settled ? [completionWrite(completion, settled)] : [];
  });
}

function withLink(completion: Completion, evidence: Evidence, at: Instant): Completion {
  const link = linkTo(evidence, at, at);
  return { ...completion, version: completion.version + 1, evidence: [...completion.evidence, link] };
}

function completionWrite(before: Completion, document: Completion): Write {
  return { op: 'replace', collection: 'completions', document, ifVersion: before.version };
}

/** Neither the subject nor the excerpt is in the audit. */
function auditOf(
  ports: KeepPorts,
  context: RequestContext,
  at: Instant,
  before: Evidence | null,
  after: Evidence,
): Write {
  const { campaignId, evidenceId, companyId } = after;
  const verb = before === null || (before.detachedAt !== null && after.detachedAt === null) ? 'attach' : 'update';
  const detached = before?.detachedAt === null && after.detachedAt !== null;
  return auditWrite(ports, context, at, {
    action: `evidence.${detached ? 'detach' : verb}`,
    resource: `campaigns/${campaignId}/evidence/${evidenceId}`,
    companyId,
    before: before && auditable(before),
    after: auditable(after),
  });
}

function auditable({ version, dimension, outcome, confidence, verification, source, hash, ...rest }: Evidence) {
  const { detachedAt, completions, excerptId } = rest;
  const hasExcerpt = excerptId !== null;
  const linked = completions.length;
  return { version, dimension, outcome, confidence, verification, source, hash, detachedAt, linked, hasExcerpt };
}

const KEPT: readonly CollectionName[] = ['evidence', 'learnerEvidence', 'completions'];

/** Does a change of a campaign's evidence or completions again while somebody else's comes in between. */
export async function untilKept<T>(
  ports: Pick<Core, 'transactions'>,
  campaignId: string,
  attempt: () => Promise<T>,
): Promise<T> {
  return inTurn(ports.transactions, `evidence/${campaignId}`, () =>
    untilUndisturbed(
      () =>
        attempt().catch((error: unknown) => {
          const collection = KEPT.find((name) => existsAlready(error, name));
          if (collection === undefined) throw error;
          throw new DomainError('version_mismatch', 'VERSION_MISMATCH', 'This was made in the meantime', {
            details: { collection },
          });
        }),
      PATIENT,
    ),
  );
}
