import type { z } from '@hono/zod-openapi';
import type { EvidenceScore } from '../../../core/domain/evidence/score.ts';
import { toUnits } from '../../../core/domain/shared/quantity.ts';
import { type Instant, toRfc3339 } from '../../../core/domain/shared/time.ts';
import type { SupportedDimension } from '../../../core/usecases/evidence/get-dimensions.ts';
import type { EvidenceSelection } from '../../../core/usecases/evidence/get-selection.ts';
import type { EvidenceList } from '../../../core/usecases/evidence/list-evidence.ts';
import type { Refreshed } from '../../../core/usecases/evidence/refresh-evidence.ts';
import type { EvidenceView } from '../../../core/usecases/evidence/view-evidence.ts';
import type {
  EvidenceDimensionsSchema,
  EvidencePage,
  EvidenceSchema,
  RefreshSchema,
  SelectionSchema,
} from '../schemas/evidence.ts';

export function presentEvidence({ evidence, excerpt, score }: EvidenceView): z.output<typeof EvidenceSchema> {
  return {
    evidenceId: evidence.evidenceId,
    campaignId: evidence.campaignId,
    dimension: evidence.dimension,
    outcome: evidence.outcome,
    confidence: evidence.confidence,
    verification: evidence.verification,
    createdAt: toRfc3339(evidence.createdAt),
    subject: evidence.subject,
    source: evidence.source,
    hash: evidence.hash,
    excerpt,
    attachedAt: toRfc3339(evidence.attachedAt),
    asOf: presentInstant(evidence.asOf),
    completions: evidence.linked,
    score: score && toUnits(score.score),
    parts: score && presentParts(score),
    reasons: { outcome: evidence.withheld },
  };
}

export function presentEvidenceList(list: EvidenceList): z.output<typeof EvidencePage> {
  const { items, nextCursor, asOf, stale } = list;
  return { items: items.map(presentEvidence), nextCursor, asOf: presentInstant(asOf), stale };
}

export function presentSelection(selection: EvidenceSelection): z.output<typeof SelectionSchema> {
  return {
    items: selection.items.map(({ evidence, ...score }) => ({
      evidenceId: evidence.evidenceId,
      score: toUnits(score.score),
      parts: presentParts(score),
    })),
    byDimension: { ...selection.byDimension },
    asOf: presentInstant(selection.asOf),
    stale: selection.stale,
  };
}

export function presentDimensions(
  dimensions: readonly SupportedDimension[],
): z.output<typeof EvidenceDimensionsSchema> {
  return {
    items: dimensions.map(({ dimension, counts, outcome, reason, reported }) => ({
      dimension,
      pending: counts.pending,
      verified: counts.verified,
      withdrawn: counts.withdrawn,
      outcome: outcome === null ? null : toUnits(outcome),
      reported: reported.value,
      reasons: { outcome: reason, reported: reported.reason },
    })),
  };
}

export function presentRefresh({ asOf, ...counts }: Refreshed): z.output<typeof RefreshSchema> {
  return { asOf: presentInstant(asOf), ...counts };
}

function presentParts({ parts }: EvidenceScore) {
  return {
    impact: toUnits(parts.impact),
    dimension: toUnits(parts.dimension),
    recency: toUnits(parts.recency),
    verification: toUnits(parts.verification),
  };
}

function presentInstant(at: Instant | null): string | null {
  return at === null ? null : toRfc3339(at);
}
