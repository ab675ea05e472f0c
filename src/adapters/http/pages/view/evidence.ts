import type { Evidence, Verification } from '../../../../core/domain/evidence/evidence.ts';
import type { VisibleEvidence } from '../../../../core/domain/evidence/redact-evidence.ts';
import { type EvidenceScore, SCORE_PARTS, type ScorePart, weighted } from '../../../../core/domain/evidence/score.ts';
import type { RatioInTenThousandths } from '../../../../core/domain/shared/quantity.ts';
import type { Instant } from '../../../../core/domain/shared/time.ts';
import type { SupportedDimension } from '../../../../core/usecases/evidence/get-dimensions.ts';
import type { EvidenceSelection } from '../../../../core/usecases/evidence/get-selection.ts';
import type { EvidenceView } from '../../../../core/usecases/evidence/view-evidence.ts';
import { countText, instantFrom, plural, type TimeText } from './format.ts';
import type { Chip } from './words.ts';

export const STATE_CHIPS: Record<Verification, Chip> = {
  pending: { word: 'Pending', tone: 'planned', icon: 'i-recruiting' },
  verified: { word: 'Verified', tone: 'active', icon: 'i-check' },
  withdrawn: { word: 'Withdrawn', tone: 'closed', icon: 'i-cross' },
};

export function verificationChip({ verification, detachedAt }: Pick<Evidence, 'verification' | 'detachedAt'>): Chip {
  return detachedAt === null ? STATE_CHIPS[verification] : { word: 'Detached', tone: 'draft', icon: 'i-draft' };
}

/** `job_readiness` as people say it. */
export function dimensionText(dimension: string | null): string {
  if (dimension === null) return 'No dimension';
  if (dimension === 'lang_level_proxy') return 'Language level (by proxy)';
  const words = dimension.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const PART_WORDS: Record<ScorePart, string> = {
  impact: 'Impact',
  dimension: 'Dimension',
  recency: 'Recency',
  verification: 'Verification',
};
const PART_WHY: Record<ScorePart, string> = {
  impact: 'the outcome times how sure it is',
  dimension: 'how much its dimension says',
  recency: 'halves every 90 days',
  verification: 'verified 1, pending 0.5',
};

/** A score as a stack of its weighted parts, on a track that ends at 1. */
export interface ScoreBar {
  readonly score: string;
  readonly label: string;
  readonly parts: readonly {
    readonly name: string;
    readonly part: ScorePart;
    readonly from: string;
    readonly width: string;
    /** What it adds to the score. */
    readonly adds: string;
    /** Before weighting. */
    readonly value: string;
    readonly why: string;
  }[];
}

export function scoreBar(score: EvidenceScore): ScoreBar {
  let from = 0;
  const parts = SCORE_PARTS.map((part) => {
    const adds = weighted(part, score.parts[part]);
    const at = from;
    from += adds;
    return {
      name: PART_WORDS[part],
      part,
      from: percent(at),
      width: percent(adds),
      adds: ratioText(adds),
      value: ratioText(score.parts[part]),
      why: PART_WHY[part],
    };
  });
  const spoken = parts.map(({ name, adds }) => `${name.toLowerCase()} ${adds}`).join(', ');
  return { score: ratioText(score.score), label: `Score ${ratioText(score.score)} of 1: ${spoken}`, parts };
}

function percent(value: RatioInTenThousandths): string {
  return `${(value / 100).toFixed(2)}%`;
}

/** `0.83`; four decimals would pretend to more than anybody reads. */
export function ratioText(value: RatioInTenThousandths): string {
  return (Math.floor((value + 50) / 100) / 100).toFixed(2);
}

function shareText(value: number | null): string {
  return value === null ? '–' : countText(value);
}

/** Where a piece of evidence can be opened. */
export function evidenceHref(campaignId: string, evidenceId: string): string {
  return `/campaigns/${campaignId}/evidence/${encodeURIComponent(evidenceId)}`;
}

/** What people call it: where it comes from, or its id. */
export function evidenceName({ source, evidenceId }: Pick<Evidence, 'source' | 'evidenceId'>): string {
  return source ?? evidenceId;
}

export interface TopRow {
  readonly href: string;
  readonly name: string;
  readonly dimension: string;
  readonly state: Chip;
  readonly bar: ScoreBar;
  readonly created: TimeText;
}

/** The evidence that says most, with links: for the evidence page, and for any other that shows what an outcome rests on. */
export function topRows({ items }: EvidenceSelection, now: Instant, timeZone: string): TopRow[] {
  return items.map(({ evidence, ...score }) => ({
    href: evidenceHref(evidence.campaignId, evidence.evidenceId),
    name: evidenceName(evidence),
    dimension: dimensionText(evidence.dimension),
    state: verificationChip(evidence),
    bar: scoreBar(score),
    created: instantFrom(evidence.createdAt, now, timeZone),
  }));
}

export interface EvidenceRow {
  readonly href: string;
  readonly name: string;
  readonly under: string;
  readonly state: Chip;
  readonly score: string;
  readonly outcome: string;
  readonly created: TimeText;
  readonly linked: string;
}

export function evidenceRow({ evidence, score }: EvidenceView, now: Instant, timeZone: string): EvidenceRow {
  return {
    href: evidenceHref(evidence.campaignId, evidence.evidenceId),
    name: evidenceName(evidence),
    under: [dimensionText(evidence.dimension), evidence.subject].filter(Boolean).join(' · '),
    state: verificationChip(evidence),
    score: score ? ratioText(score.score) : '–',
    outcome: outcomeText(evidence),
    created: instantFrom(evidence.createdAt, now, timeZone),
    linked: evidence.linked > 0 ? plural(evidence.linked, 'completion') : '–',
  };
}

export function outcomeText({ outcome, withheld }: VisibleEvidence): string {
  return withheld ? 'Withheld: fewer than 5 people' : shareText(outcome);
}

export interface DimensionRow {
  readonly name: string;
  readonly href: string;
  readonly on: boolean;
  readonly counts: string;
  readonly evidenced: string;
  readonly reported: string;
  /** The reported outcome has no evidence that stands. */
  readonly bare: boolean;
}

const REASONS = { not_reported: '–', too_few: 'Withheld', not_known_then: '–' } as const;

export function dimensionRow(one: SupportedDimension, base: string, chosen: string | null): DimensionRow {
  const { dimension, counts, outcome, reason, reported } = one;
  const value = dimension ?? 'none';
  const standing = counts.pending + counts.verified;
  return {
    name: dimensionText(dimension),
    href: `${base}?${new URLSearchParams({ dimension: value })}#all`,
    on: chosen === value,
    counts: [
      counts.verified > 0 ? `${counts.verified} verified` : '',
      counts.pending > 0 ? `${counts.pending} pending` : '',
      counts.withdrawn > 0 ? `${counts.withdrawn} withdrawn` : '',
    ]
      .filter(Boolean)
      .join(', '),
    evidenced: outcome === null ? REASONS[reason ?? 'not_reported'] : ratioText(outcome),
    reported: reported.value === null ? REASONS[reported.reason ?? 'not_reported'] : shareText(reported.value),
    bare: standing === 0 && reported.value !== null,
  };
}
