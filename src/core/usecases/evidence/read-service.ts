import type { EvidenceService } from '../../../ports/evidence-service.ts';
import type { Campaign } from '../../domain/campaign/campaign.ts';
import { newEvidence } from '../../domain/evidence/change-evidence.ts';
import type { CheckedEvidence, EvidenceInput } from '../../domain/evidence/check-evidence.ts';
import { type Evidence, type EvidenceReading, evidenceKey, stands } from '../../domain/evidence/evidence.ts';
import { afterFailure, afterReading } from '../../domain/evidence/reading.ts';
import { isEqual } from '../../domain/shared/equal.ts';
import type { Instant } from '../../domain/shared/time.ts';
import type { RequestContext } from '../context.ts';
import { existsAlready, isVersionMismatch } from '../write.ts';
import { readSaid } from './ask-service.ts';
import { excerptAfter } from './attach-evidence.ts';
import { type KeepPorts, keepChanged, keepNew, untilKept } from './keep-evidence.ts';
import { withExcerpt } from './with-excerpt.ts';

/** Pages of one campaign, so that a service that never ends does not keep us. */
const PAGES_MAX = 10_000;

/** What a reading of the evidence service brought. */
export interface ReadingResult {
  readonly reading: EvidenceReading;
  readonly added: number;
  readonly changed: number;
  readonly withdrawn: number;
  readonly restored: number;
  /** What the service said that cannot be kept here. */
  readonly refused: number;
  /** Milliseconds after which the service wants to be asked again, where it could not be asked and said so. */
  readonly retryAfter: number | null;
}

type Effect = 'added' | 'changed' | 'withdrawn' | 'restored' | 'refused' | 'same';

/**
 * Reads the evidence service for a campaign and keeps what it says, each piece with its effect on completions in one transaction. What was read
 * before a failure stays, nothing is ever taken away because the service does not say it, and what was detached here stays so.
 */
export async function readService(
  ports: KeepPorts,
  context: RequestContext,
  service: EvidenceService,
  campaign: Campaign,
): Promise<ReadingResult> {
  const began = ports.clock.now();
  const counts: Record<Effect, number> = { added: 0, changed: 0, withdrawn: 0, restored: 0, refused: 0, same: 0 };
  const seen = new Set<string>();
  const keep = async (said: EvidenceInput, asOf: Instant) => {
    const checked = readSaid(said, asOf);
    if (checked) seen.add(checked.evidenceId);
    counts[checked ? await keepSaid(ports, context, campaign, checked, asOf) : 'refused'] += 1;
  };

  async function readPages(): Promise<Failure | null> {
    let cursor: string | null = null;
    for (let page = 0; page < PAGES_MAX; page++) {
      const asOf = ports.clock.now();
      const answer = await service.page(campaign.id, cursor);
      if (answer.outcome === 'unavailable') return answer;
      for (const said of answer.items) await keep(said, asOf);
      counts.refused += answer.unreadable;
      if (answer.nextCursor === null) return null;
      if (answer.nextCursor === cursor) return ENDLESS;
      cursor = answer.nextCursor;
    }
    return ENDLESS;
  }

  /** What was attached by its id alone is not listed for the campaign. */
  async function readUnlisted(): Promise<Failure | null> {
    const known = await ports.evidence.ofCampaign(campaign.id);
    for (const { evidenceId, origin } of known) {
      if (origin !== 'service' || seen.has(evidenceId)) continue;
      const asOf = ports.clock.now();
      const answer = await service.find(evidenceId);
      if (answer.outcome === 'unavailable') return answer;
      if (answer.outcome === 'found' && answer.evidence.evidenceId === evidenceId) await keep(answer.evidence, asOf);
    }
    return null;
  }

  const failure = (await readPages()) ?? (await readUnlisted());
  const reading = await keepReading(ports, campaign.id, began, failure);
  const { added, changed, withdrawn, restored, refused } = counts;
  return { reading, added, changed, withdrawn, restored, refused, retryAfter: failure?.retryAfter ?? null };
}

interface Failure {
  readonly reason: string;
  readonly retryAfter: number | null;
}
const ENDLESS: Failure = { reason: 'its list does not end', retryAfter: null };

async function keepSaid(
  ports: KeepPorts,
  context: RequestContext,
  campaign: Campaign,
  said: CheckedEvidence,
  asOf: Instant,
): Promise<Effect> {
  const key = evidenceKey(campaign.id, said.evidenceId);
  const [known] = await ports.evidence.byIds([key]);
  if (known && (await isSame(ports, known, said, asOf))) return 'same';
  let effect = 'same' as Effect;
  await withExcerpt(ports, campaign.id, said.excerpt, (excerptId) =>
    untilKept(ports, campaign.id, async () => {
      const change = { at: ports.clock.now(), actor: context.actor.id };
      const [before] = await ports.evidence.byIds([key]);
      if (before && (await isSame(ports, before, said, asOf))) return { record: before, isNew: false };
      const excerpt = await excerptAfter(ports, before, said, excerptId);
      const keeping = { excerptId: excerpt, origin: 'service', asOf } as const;
      const { subject, ...fields } = said.fields;
      const { evidence, writes } = before
        ? await keepChanged(ports, context, before, { ...fields, ...keeping }, change)
        : await keepNew(
            ports,
            context,
            newEvidence(campaign, said.evidenceId, { ...fields, subject }, keeping, change),
            change,
          );
      await ports.transactions.commit(writes);
      if (before?.excerptId && before.excerptId !== evidence.excerptId) await ports.notes.erase(before.excerptId);
      effect = effectOf(before, evidence);
      return { record: evidence, isNew: !before };
    }),
  );
  return effect;
}

/** Whether there is nothing to keep: the same stands, something newer was said, or it was detached here. */
async function isSame(ports: KeepPorts, before: Evidence, said: CheckedEvidence, asOf: Instant): Promise<boolean> {
  if (before.detachedAt !== null || (before.asOf ?? 0) > asOf) return true;
  const { dimension, outcome, confidence, verification, createdAt, source, hash } = before;
  const { subject: _fixed, ...fields } = said.fields;
  const isKept = isEqual(fields, { dimension, outcome, confidence, verification, createdAt, source, hash });
  if (!isKept || before.origin !== 'service') return false;
  return said.excerpt === null || (await excerptAfter(ports, before, said, 'another')) === before.excerptId;
}

function effectOf(before: Evidence | undefined, after: Evidence): Effect {
  if (!before) return 'added';
  if (stands(before) === stands(after)) return 'changed';
  return stands(after) ? 'restored' : 'withdrawn';
}

async function keepReading(
  ports: KeepPorts,
  campaignId: string,
  began: Instant,
  failure: Failure | null,
): Promise<EvidenceReading> {
  const before = await ports.evidence.findReading(campaignId);
  const reading = failure
    ? afterFailure(before, campaignId, { ...failure, at: ports.clock.now() })
    : afterReading(before, campaignId, began);
  try {
    await ports.transactions.commit([
      before
        ? { op: 'replace', collection: 'evidenceReadings', document: reading, ifVersion: before.version }
        : { op: 'insert', collection: 'evidenceReadings', document: reading },
    ]);
  } catch (error) {
    // Somebody else read it at the same time, and kept that.
    if (!isVersionMismatch(error) && !existsAlready(error, 'evidenceReadings')) throw error;
  }
  return reading;
}
