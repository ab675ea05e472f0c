import { ratio } from '../../../../core/domain/shared/quantity.ts';
import type { Instant } from '../../../../core/domain/shared/time.ts';
import { ASKERS_MAX } from '../../../../core/domain/upsell/demand.ts';
import type { Factor } from '../../../../core/domain/upsell/factors.ts';
import type { FeatureCopy, HistoryEntry, Opportunity } from '../../../../core/domain/upsell/opportunity.ts';
import type { OpportunityView } from '../../../../core/usecases/upsell/opportunities.ts';
import type { Fact } from './fact.ts';
import { countText, instantFrom, moneyText, percentText, type TimeText } from './format.ts';
import { endedText } from './opportunity-card.ts';
import {
  askedText,
  BECAUSE_WORDS,
  decimalText,
  factorValue,
  INPUT_WORDS,
  OPPORTUNITY_WORDS,
  pointsText,
  TYPE_WORDS,
  tierChip,
} from './upsell-words.ts';

/** The score as a stack of its factors; widths in the hundred units of the drawing. */
export interface ScoreStack {
  readonly finding: string;
  readonly segments: readonly {
    readonly x: string;
    readonly width: string;
    readonly tone: string;
    readonly title: string;
  }[];
  readonly score: string;
  readonly ticks: readonly { readonly x: number; readonly label: string }[];
  readonly rows: readonly {
    readonly tone: string;
    readonly input: string;
    readonly value: string;
    readonly points: string;
    readonly most: string;
    readonly change: string;
  }[];
}

const TICKS = [
  { x: 40, label: 'Watch' },
  { x: 60, label: 'Warm' },
  { x: 80, label: 'Hot' },
];

export function scoreStack(scored: Opportunity['scored']): ScoreStack {
  const { factors, score, tier } = scored;
  let x = 0;
  const segments = factors.map((factor) => {
    const segment = { x: x.toFixed(2), width: factor.points.toFixed(2), tone: factor.input, title: titleOf(factor) };
    x += factor.points;
    return segment;
  });
  const most = factors[0];
  return {
    finding: `${tierChip(tier).word}, ${score} of 100${most ? `: most of it from ${INPUT_WORDS[most.input].replace(/^[A-Z](?=[a-z])/, (first) => first.toLowerCase())}` : ''}`,
    segments,
    score: countText(score),
    ticks: TICKS,
    rows: factors.map((factor) => ({
      tone: factor.input,
      input: INPUT_WORDS[factor.input],
      value: factorValue(factor),
      points: pointsText(factor.points),
      most: countText(factor.most),
      change: changeText(factor, scored.currency),
    })),
  };
}

/** The sentence as the score has it, money as people write it. */
function changeText({ input, change }: Factor, currency: string): string {
  if (!change) return 'Nothing more to gain';
  if (input !== 'spend') return change.sentence;
  return `With ${moneyText(change.more, currency)} more spent: +${change.points}`;
}

function titleOf(factor: Factor): string {
  return `${INPUT_WORDS[factor.input]}: ${pointsText(factor.points)} points`;
}

export interface HistoryRow {
  readonly time: TimeText;
  readonly word: string;
  readonly text: string;
}

/** Newest first. */
export function historyRows({ opportunity }: OpportunityView, now: Instant): readonly HistoryRow[] {
  return opportunity.history.toReversed().map((entry) => ({
    time: instantFrom(entry.at, now, 'UTC'),
    ...wordsOf(entry, opportunity),
  }));
}

const FIELD_WORDS: Readonly<Record<string, string>> = {
  owner: 'the owner',
  dueOn: 'the due date',
  nextStep: 'the next step',
  note: 'a note',
};

function wordsOf({ what, from, to, fields, actor }: HistoryEntry, one: Opportunity): { word: string; text: string } {
  const by = actor === 'system' ? 'by itself' : `by ${actor}`;
  const also = fields.map((field) => FIELD_WORDS[field] ?? field).join(', ');
  if (what === 'opened') return { word: 'Came up', text: `since ${BECAUSE_WORDS[one.because]}` };
  if (what === 'changed') return { word: 'Changed', text: `${also} ${by}` };
  if (what === 'noted') return { word: 'Noted', text: by };
  const path = `${from === null ? '' : `${OPPORTUNITY_WORDS[from]} → `}${OPPORTUNITY_WORDS[to]}`;
  return { word: what === 'restored' ? 'Taken up again' : path, text: also === '' ? by : `${by}, with ${also}` };
}

/** What was known when, side by side: only what was known at the time can explain what was done. */
export interface KnownTable {
  readonly heads: readonly string[];
  readonly rows: readonly { readonly label: string; readonly cells: readonly string[] }[];
}

export function knownTable({
  shown,
  acted,
  currentCopy,
}: {
  shown: FeatureCopy;
  acted: FeatureCopy | null;
  currentCopy: FeatureCopy | null;
}): KnownTable {
  const copies = [
    ['When it came up', shown],
    ...(acted ? [['When it was first moved', acted] as const] : []),
    ...(currentCopy ? [['Now', currentCopy] as const] : []),
  ] as const;
  const row = (label: string, of: (copy: FeatureCopy) => string) => ({
    label,
    cells: copies.map(([, copy]) => of(copy)),
  });
  return {
    heads: copies.map(([head]) => head),
    rows: [
      row('Score', ({ score }) => countText(score)),
      row('Capacity used', ({ consumed, capacity }) => percentText(consumed, capacity) ?? '–'),
      row('SROI', ({ sroi }) => (sroi === null ? '–' : decimalText(sroi))),
      row('VIS', ({ vis }) => (vis === null ? '–' : decimalText(vis))),
      row('Sessions held', ({ sessions }) => countText(sessions)),
      row('Budget spent', ({ budgetSpent, budgetAllocated }) =>
        budgetAllocated === null || ratio(budgetSpent, budgetAllocated) === null
          ? '–'
          : (percentText(budgetSpent, budgetAllocated) ?? '–'),
      ),
      row('Asked in vain', ({ asked }) => countText(asked)),
    ],
  };
}

export function opportunityFacts({ opportunity: one }: OpportunityView, company: string | null, now: Instant): Fact[] {
  const { scored, outcome } = one;
  const fact = (label: string, value: string, href: string | null = null): Fact => ({ label, value, href });
  return [
    ...(company ? [fact('Company', company, `/upsell/companies/${one.companyId}`)] : []),
    fact('Campaign', one.campaignName, `/campaigns/${one.campaignId}`),
    fact('To offer', TYPE_WORDS[one.type]),
    fact('Estimate', scored.estimate === null ? 'None for these terms' : moneyText(scored.estimate, scored.currency)),
    fact('Came up', `${instantFrom(one.openedAt, now, 'UTC').text}, since ${BECAUSE_WORDS[one.because]}`),
    ...(scored.fullAt === null ? [] : [fact('Full', `reached ${instantFrom(scored.fullAt, now, 'UTC').text}`)]),
    ...(scored.demand
      ? [
          fact(
            'Demand',
            `${askedText(scored.demand.asked, ASKERS_MAX)}, last ${instantFrom(scored.demand.lastAt, now, 'UTC').text}`,
          ),
        ]
      : []),
    ...(outcome
      ? [fact('Outcome', `${endedText(one)}, ${instantFrom(outcome.at, now, 'UTC').text} by ${outcome.by}`)]
      : []),
  ];
}
