import { type TermsFrom, termsOn } from '../rating/contract.ts';
import { NO_USAGE, type Usage } from '../rating/usage.ts';
import type { CommercialTerms } from '../terms/terms.ts';
import { type Completion, evidencedAt, type ReachedMilestone } from './completion.ts';
import { type ComponentUse, countedByLedger } from './component-use.ts';
import type { Counted, LedgerUsage } from './ledger-usage.ts';
import { createLocalDays } from './local-days.ts';

/** Everything that a campaign's charges rest on. */
export interface UsageRecords {
  readonly ledger: LedgerUsage;
  readonly completions: readonly Completion[];
  readonly milestones: readonly ReachedMilestone[];
  readonly componentUses: readonly ComponentUse[];
  readonly outcomes: Usage['outcomes'];
}

/** What was used, in the form that terms are rated on. */
export function usageOf(records: UsageRecords, versions: readonly TermsFrom[], timeZone: string): Usage {
  const { ledger, completions, milestones, outcomes } = records;
  const { places, taken, credits, grants, counted } = ledger;
  const dayOf = createLocalDays(timeZone);
  return {
    ...NO_USAGE,
    places,
    taken,
    credits,
    grants,
    outcomes,
    components: [
      ...counted.flatMap((each) => componentsOf(each, versions)),
      ...records.componentUses.map(({ component, quantity, occurredAt }) => ({
        name: component,
        date: dayOf(occurredAt),
        quantity,
      })),
    ].sort(byDate),
    completions: completions.map((completion) => {
      const evidenced = evidencedAt(completion);
      const entry = ledger.placeOf(completion.subject);
      return {
        completedOn: dayOf(completion.completedAt),
        payableOn: evidenced === null ? null : dayOf(evidenced),
        ...(entry !== null && { entries: [entry] }),
        evidence: completion.evidence
          .filter(({ withdrawnAt }) => withdrawnAt === null)
          .map(({ evidenceId }) => evidenceId),
      };
    }),
    milestones: milestones
      .map(({ milestone, reachedAt }) => ({ milestone, reachedOn: dayOf(reachedAt) }))
      .sort((a, b) => (a.reachedOn < b.reachedOn ? -1 : a.reachedOn > b.reachedOn ? 1 : 0)),
  };
}

function byDate(a: { date: string }, b: { date: string }): number {
  return a.date < b.date ? -1 : a.date > b.date ? 1 : 0;
}

/** The components of custom terms that the ledger counts. */
function componentsOf(counted: Counted, versions: readonly TermsFrom<CommercialTerms>[]): Usage['components'] {
  if (versions.length === 0) return [];
  const terms = termsOn(versions, counted.date);
  if (terms.model !== 'custom') return [];
  const { date, quantity, entryId } = counted;
  return terms.variableComponents
    .filter((component) => countedByLedger(component, counted.unit))
    .map(({ name }) => ({ name, date, quantity, entries: [entryId] }));
}
