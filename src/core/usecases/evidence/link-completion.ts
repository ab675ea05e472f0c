import type { Write } from '../../../ports/transactions.ts';
import type { EvidenceLink } from '../../domain/billing/completion.ts';
import type { Campaign } from '../../domain/campaign/campaign.ts';
import { type Change, learnerWith, linkTo, newEvidence } from '../../domain/evidence/change-evidence.ts';
import type { CheckedEvidence } from '../../domain/evidence/check-evidence.ts';
import { type Evidence, evidenceKey } from '../../domain/evidence/evidence.ts';
import { invalid } from '../../domain/shared/errors.ts';
import type { Instant } from '../../domain/shared/time.ts';
import type { RequestContext } from '../context.ts';
import { askService } from './ask-service.ts';
import { type KeepPorts, type Kept, keepChanged, newWrites } from './keep-evidence.ts';

/** A completion that is to be linked to the evidence named with it. */
export interface Linking {
  readonly campaign: Campaign;
  readonly completion: { readonly id: string; readonly subject: string };
  readonly evidenceIds: readonly string[];
  /** From when on evidence that is named counts. */
  readonly countsFrom: Instant;
  /** A completion that is new also has the evidence that is known to be about its learner. */
  readonly isNew: boolean;
  /** Where it says so, the evidence service's word on the ids that are not known here. */
  readonly said: ReadonlyMap<string, CheckedEvidence>;
}

/** What the evidence service says of the ids that are not known here yet; empty where none is set. Throws UNKNOWN_REFERENCE, UNAVAILABLE. */
export async function askUnknown(
  ports: KeepPorts,
  campaignId: string,
  evidenceIds: readonly string[],
): Promise<ReadonlyMap<string, CheckedEvidence>> {
  const service = ports.evidenceService;
  if (!service || evidenceIds.length === 0) return new Map();
  const known = await ports.evidence.byIds(evidenceIds.map((id) => evidenceKey(campaignId, id)));
  const unknown = evidenceIds.filter((id) => !known.some(({ evidenceId }) => evidenceId === id));
  const said = new Map<string, CheckedEvidence>();
  for (const id of unknown)
    said.set(id, await askService(ports, service, id, `evidenceIds.${evidenceIds.indexOf(id)}`));
  return said;
}

/**
 * The links of a completion to evidence, with the writes that keep them on the side of the evidence. An id that is not known here is made
 * known: as pending, or as the evidence service says. Throws INVALID for evidence that is about another learner.
 */
export async function linkCompletion(
  ports: KeepPorts,
  context: RequestContext,
  linking: Linking,
  change: Change,
): Promise<{ readonly links: readonly EvidenceLink[]; readonly writes: readonly Write[] }> {
  const { campaign, completion, evidenceIds, countsFrom, isNew } = linking;
  const keyOf = (id: string) => evidenceKey(campaign.id, id);
  const learner = await ports.evidence.findLearner(completion.id);
  const about = isNew ? (learner?.evidenceIds ?? []).filter((id) => !evidenceIds.includes(id)) : [];
  const known = new Map(
    (await ports.evidence.byIds([...evidenceIds, ...about].map(keyOf))).map((each) => [each.evidenceId, each]),
  );
  const links: EvidenceLink[] = [];
  const writes: Write[] = [];
  const made: string[] = [];
  for (const [index, evidenceId] of evidenceIds.entries()) {
    const before = known.get(evidenceId);
    requireAbout(before?.subject ?? linking.said.get(evidenceId)?.fields.subject, completion.subject, index);
    const { evidence, writes: own } = before
      ? await keepLinked(ports, context, before, completion.id, change)
      : keepMade(ports, context, linking, evidenceId, change);
    if (!before && evidence.subject !== null) made.push(evidenceId);
    links.push(linkTo(evidence, countsFrom, change.at));
    writes.push(...own);
  }
  for (const evidenceId of about) {
    const before = known.get(evidenceId);
    if (!before) continue;
    const kept = await keepLinked(ports, context, before, completion.id, change);
    links.push(linkTo(kept.evidence, kept.evidence.attachedAt, change.at));
    writes.push(...kept.writes);
  }
  if (!isNew && made.length === 0) return { links, writes };
  const document = learnerWith(learner, { id: completion.id, campaignId: campaign.id }, made);
  const touch: Write = learner
    ? { op: 'replace', collection: 'learnerEvidence', document, ifVersion: learner.version }
    : { op: 'insert', collection: 'learnerEvidence', document };
  return { links, writes: [...writes, touch] };
}

function requireAbout(subject: string | null | undefined, completed: string, index: number): void {
  if (subject === null || subject === undefined || subject === completed) return;
  throw invalid([{ path: `evidenceIds.${index}`, code: 'INVALID', message: 'This evidence is about another learner' }]);
}

async function keepLinked(
  ports: KeepPorts,
  context: RequestContext,
  before: Evidence,
  completionId: string,
  change: Change,
): Promise<Kept> {
  const completions = [...before.completions.filter((id) => id !== completionId), completionId];
  return keepChanged(ports, context, before, { completions }, change);
}

function keepMade(
  ports: KeepPorts,
  context: RequestContext,
  { campaign, completion, said, countsFrom }: Linking,
  evidenceId: string,
  change: Change,
): Kept {
  const known = said.get(evidenceId);
  const fields = known?.fields ?? { ...NAMED_ONLY, createdAt: Math.min(countsFrom, change.at) };
  const origin = known ? 'service' : 'here';
  const keeping = { excerptId: null, origin, asOf: known ? change.at : null } as const;
  const evidence = { ...newEvidence(campaign, evidenceId, fields, keeping, change), completions: [completion.id] };
  return { evidence, writes: newWrites(ports, context, evidence, change.at) };
}

/** What is known of evidence of which only the id was given. */
const NAMED_ONLY = {
  dimension: null,
  outcome: null,
  confidence: null,
  verification: 'pending',
  subject: null,
  source: null,
  hash: null,
} as const;
