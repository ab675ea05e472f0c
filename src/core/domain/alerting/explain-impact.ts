import type { AlertDecision, Measure } from './alert.ts';

type Impact = NonNullable<AlertDecision['impact']>;

/** Words that sentences of every kind of alert share. */
export interface Telling {
  /** Who is told, at the beginning of a sentence. */
  readonly Who: string;
  /** By which way, with a blank before it; empty where none is meant. */
  readonly way: string;
  /** The words with the next possible time behind them; empty where nothing is waited for. */
  readonly next: (words: string) => string;
}

/** Says a decision on an alert of performance or budget in one plain sentence. */
export function explainImpact(decision: AlertDecision, impact: Impact, name: string, telling: Telling): string {
  const { Who, way, next } = telling;
  const what = WORDS[impact.kind];
  switch (decision.reason) {
    case 'crossing':
      return `${what.figure(impact)} of ${name}${what.over}, so an alert was raised.`;
    case 'rearmed':
    case 'capacity_added':
      return `${what.figure(impact)} of ${name}${what.clear}, so the alert was resolved.`;
    case 'delivered':
      return decision.decision === 'repeated'
        ? `${Who} was told again${way}, since the alert of ${what.of} of ${name} lasts and nobody has acknowledged it.`
        : `${Who} was told${way} of ${what.of} of ${name}.`;
    case 'window':
      return `${Who} was not told${way}, having been told of ${what.of} of ${name} a short while ago${next('; the next message is possible at')}.`;
    case 'no_channel':
      return `${Who} was not told, since no channel with a contact is set up${next('; this is looked at again at')}.`;
    case 'acknowledged':
      return `The alert of ${what.of} of ${name} was acknowledged, so nobody is told of it again.`;
    case 'ended_before_delivery':
      return `${Who} was not told${way}, since the alert had ended before the message got through.`;
    case 'undeliverable':
      return `${Who} could not be told${way}: every attempt failed, and the message waits among the dead letters.`;
    case 'silenced':
      return `${Who} was not told${way}, since alerts of ${name} are silenced${next(' until')}.`;
    case 'quiet_hours':
      return `${Who} is told${way} when the quiet hours of ${name} end${next(', at')}.`;
    case 'not_repeated':
    case 'disabled':
    case 'within_margin':
    case 'policy_changed':
      return `${Who} was not told${way} of ${what.of} of ${name}.`;
  }
}

const WORDS = {
  performance: {
    of: 'low performance',
    figure: ({ value }: Measure) => (value === null ? 'SROI' : `SROI ${value.toFixed(2)}`),
    over: ' is below 2.0 while it is active',
    clear: ' is clear of 2.0 again, or it is no longer active',
  },
  budget: {
    of: 'the budget',
    figure: ({ value }: Measure) => (value === null ? 'Spending' : `Spending at ${(value * 100).toFixed(2)} %`),
    over: ' has reached 90 % of its budget',
    clear: ' is below 88 % of its budget, or it is closed',
  },
} as const;
