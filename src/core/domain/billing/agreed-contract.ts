import type { Campaign } from '../campaign/campaign.ts';
import type { Subscription } from '../company/company.ts';
import type { TransitionRecord } from '../lifecycle/history.ts';
import type { Contract, TermsFrom } from '../rating/contract.ts';
import type { CalendarDate, Instant } from '../shared/time.ts';
import type { TermsVersion } from '../terms/terms.ts';

/** What a campaign's contract is read from. */
export interface AgreementRecords {
  /** In any order. */
  readonly versions: readonly TermsVersion[];
  /** Oldest first. */
  readonly transitions: readonly TransitionRecord[];
  readonly subscription: Subscription | null;
  /** End dates by the day from which each was agreed, oldest first; empty where the period was never changed. */
  readonly endDates: NonNullable<Contract['endDates']>;
}

/**
 * What was agreed for a campaign; null before there are terms and a period, and where it was closed before it recruited anybody: then
 * nothing was ever owed. What stood only in the draft was never agreed, except what the draft ended with.
 */
export function agreedContract(campaign: Campaign, records: AgreementRecords): Contract | null {
  const { startDate, endDate, currency } = campaign;
  if (!startDate || !endDate || wasCancelled(records.transitions)) return null;
  const versions = standingVersions(records.versions, agreedAt(campaign, records.transitions));
  if (versions.length === 0) return null;
  const { subscription, endDates } = records;
  return { currency, startDate, endDate, versions, subscription, ...(endDates.length > 0 && { endDates }) };
}

function wasCancelled(transitions: readonly TransitionRecord[]): boolean {
  const last = transitions.at(-1);
  return last?.to === 'closed' && (last.from === 'draft' || last.from === 'planned');
}

/** When the draft was last left; while it is one, everything before now is only a draft. */
export function agreedAt({ status }: Pick<Campaign, 'status'>, transitions: readonly TransitionRecord[]): Instant {
  if (status === 'draft') return Number.MAX_SAFE_INTEGER;
  return transitions.findLast(({ from }) => from === 'draft')?.at ?? 0;
}

/** A version gives way to a later one from that one's day on, also where the later one counts from an earlier day. */
function standingVersions(versions: readonly TermsVersion[], agreed: Instant): TermsFrom[] {
  const inOrder = versions.toSorted((a, b) => a.number - b.number);
  const drafted = inOrder.filter(({ createdAt }) => createdAt <= agreed);
  const all = [...drafted.slice(-1), ...inOrder.slice(drafted.length)];
  return all
    .filter(({ effectiveFrom }, at) => all.slice(at + 1).every((later) => later.effectiveFrom > effectiveFrom))
    .map(({ effectiveFrom, terms }) => ({ effectiveFrom, terms }));
}

/** The contract with other terms from a day on, in place of all that would have counted then. */
export function withTerms(contract: Contract, next: TermsFrom): Contract {
  const kept = contract.versions.filter(({ effectiveFrom }) => effectiveFrom < next.effectiveFrom);
  return { ...contract, versions: [...kept, next] };
}

/** The first and the last day of a calendar month, `YYYY-MM`. */
export function daysOfMonth(month: string): { readonly from: CalendarDate; readonly to: CalendarDate } {
  const first = Temporal.PlainDate.from(`${month}-01`);
  return { from: first.toString(), to: first.with({ day: first.daysInMonth }).toString() };
}
