import type { Campaign } from '../../../../core/domain/campaign/campaign.ts';
import type { MonthEffect } from '../../../../core/domain/evidence/charge-effect.ts';
import { type EvidenceEvent, stands } from '../../../../core/domain/evidence/evidence.ts';
import type { VisibleEvidence } from '../../../../core/domain/evidence/redact-evidence.ts';
import type { Instant } from '../../../../core/domain/shared/time.ts';
import type { ChargeEffect, TracedEvidence } from '../../../../core/usecases/evidence/trace-evidence.ts';
import {
  dimensionText,
  evidenceName,
  outcomeText,
  type ScoreBar,
  STATE_CHIPS,
  scoreBar,
  verificationChip,
} from './evidence.ts';
import { countText, instantFrom, moneyText, plural, type TimeText } from './format.ts';
import { monthText } from './money.ts';
import type { Chip } from './words.ts';

export interface EvidenceDetail {
  readonly id: string;
  readonly name: string;
  readonly state: Chip;
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  readonly created: TimeText;
  readonly attached: TimeText;
  readonly excerpt: string | null;
  readonly bar: ScoreBar | null;
  readonly completions: readonly {
    readonly subject: string | null;
    readonly completed: TimeText;
    readonly entryId: string | null;
    readonly counts: Chip;
  }[];
  readonly linked: string;
  readonly history: readonly EventRow[];
  readonly stands: boolean;
  readonly detached: boolean;
  readonly ofService: boolean;
}

export function evidenceDetail(traced: TracedEvidence, now: Instant, timeZone: string): EvidenceDetail {
  const { evidence, excerpt, score, completions } = traced;
  const time = (at: Instant) => instantFrom(at, now, timeZone);
  const fact = (label: string, value: string | null) => (value === null ? [] : [{ label, value }]);
  return {
    id: evidence.evidenceId,
    name: evidenceName(evidence),
    state: verificationChip(evidence),
    facts: [
      ...fact('Dimension', dimensionText(evidence.dimension)),
      ...fact('Outcome', outcomeText(evidence)),
      ...fact('How sure', evidence.confidence === null ? null : countText(evidence.confidence)),
      ...fact('Learner', evidence.subject),
      ...fact('Id', evidence.evidenceId),
      ...fact('Hash', evidence.hash),
      ...fact('Kept by', evidence.origin === 'service' ? 'the evidence service' : null),
    ],
    created: time(evidence.createdAt),
    attached: time(evidence.attachedAt),
    excerpt,
    bar: score && scoreBar(score),
    completions: completions.map(({ subject, completedAt, entryId, withdrawnAt }) => ({
      subject,
      completed: time(completedAt),
      entryId,
      counts:
        withdrawnAt === null
          ? { word: 'Counts', tone: 'active', icon: 'i-check' }
          : { word: 'Does not count', tone: 'closed', icon: 'i-cross' },
    })),
    linked: plural(evidence.linked, 'completion'),
    history: eventRows(evidence, now, timeZone),
    stands: stands(evidence),
    detached: evidence.detachedAt !== null,
    ofService: evidence.origin === 'service',
  };
}

/** What a change of state does to the charges, said before it is made. */
export interface EffectView {
  readonly sentence: string;
  readonly months: readonly { readonly month: string; readonly amount: string; readonly how: string }[];
}

export function effectView(effect: ChargeEffect | null, isStanding: boolean, { currency }: Campaign): EffectView {
  const does = isStanding ? 'Withdrawing it' : 'Bringing it back';
  if (!effect || effect.months.length === 0) return { sentence: `${does} changes no charge.`, months: [] };
  const amount = moneyText(Math.abs(effect.total), currency);
  const sentence =
    effect.total === 0
      ? `${does} moves charges between months; in all they stay the same.`
      : `${does} ${effect.total < 0 ? 'takes back' : 'charges'} ${amount}.`;
  const open = effect.openMonth === null ? 'the open month' : monthText(effect.openMonth);
  return {
    sentence,
    months: effect.months.map(({ month, difference, standing }) => ({
      month: monthText(month),
      amount: `${difference > 0 ? '+' : ''}${moneyText(difference, currency)}`,
      how: HOW[standing](open),
    })),
  };
}

const HOW: Readonly<Record<MonthEffect['standing'], (open: string) => string>> = {
  before: () => 'Not invoiced from here',
  closed: (open) => `Closed and invoiced: a correction in ${open} names its line`,
  open: () => 'Not invoiced yet: the line itself changes',
};

const EVENT_WORDS: Record<EvidenceEvent['what'], Chip> = {
  attached: { word: 'Attached', tone: 'planned', icon: 'i-plus' },
  detached: { word: 'Detached', tone: 'draft', icon: 'i-draft' },
  ...STATE_CHIPS,
};

interface EventRow {
  readonly chip: Chip;
  readonly time: TimeText;
  readonly actor: string;
}

function eventRows({ history }: VisibleEvidence, now: Instant, timeZone: string): EventRow[] {
  return history.toReversed().map(({ at, actor, what }) => ({
    chip: EVENT_WORDS[what],
    time: instantFrom(at, now, timeZone),
    actor: actor === 'system' ? 'the evidence service' : actor,
  }));
}
