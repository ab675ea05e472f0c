import { type Campaign, capacityAccountOf } from '../campaign/campaign.ts';
import type { Subscription } from '../company/company.ts';
import { takesTerms } from '../lifecycle/status.ts';
import type { AccountNotice } from '../outbox/make-item.ts';
import { isEqual } from '../shared/equal.ts';
import { DomainError, invalid } from '../shared/errors.ts';
import { dateAt, type Instant, startOfDay } from '../shared/time.ts';
import { accountChangeOf } from './account-change.ts';
import { subscriptionProblem } from './check-subscription.ts';
import type { TermsInput } from './input.ts';
import { firstOpenDay } from './open-month.ts';
import { parseTerms } from './parse-terms.ts';
import { giveBackShare, takeShare } from './shares.ts';
import type { CommercialTerms, TermsVersion } from './terms.ts';

/** What deciding on terms rests on, beside the campaign. */
export interface TermsWorld {
  /** The subscription that the new terms name, and the one that the present terms hold a share of; null where there is none. */
  readonly subscription: Subscription | null;
  readonly previous: Subscription | null;
  readonly newest: TermsVersion | null;
  readonly by: string;
  readonly at: Instant;
}

export interface TermsDecision {
  readonly campaign: Campaign;
  readonly version: TermsVersion;
  /** Subscriptions whose shares changed, one version on. */
  readonly subscriptions: readonly Subscription[];
  readonly notices: readonly AccountNotice[];
}

/**
 * What putting these terms changes, or null where they are the ones that stand.
 * Throws LOCKED_FIELD, INVALID_TERMS, SUBSCRIPTION_NOT_ACTIVE, SUBSCRIPTION_OF_OTHER_COMPANY or SHARES_EXCEEDED.
 */
export function decideTerms(campaign: Campaign, input: TermsInput, world: TermsWorld): TermsDecision | null {
  if (!takesTerms(campaign.status)) throw locked(campaign, ['terms']);
  const parsed = parse(campaign, input, world);
  if (parsed === null) return null;
  refuseLockedTerms(campaign, parsed);
  const effectiveFrom = parsed.effectiveFrom ?? dateAt(world.at, campaign.timeZone);
  const terms = { ...parsed, effectiveFrom };
  const next: Campaign = {
    ...campaign,
    terms,
    termsNumber: campaign.termsNumber + 1,
    version: campaign.version + 1,
    updatedAt: world.at,
  };
  const number = next.termsNumber;
  const subscriptions = moveShare(campaign, terms, world);
  return {
    campaign: next,
    version: {
      id: `${campaign.id}/${number}`,
      campaignId: campaign.id,
      number,
      terms,
      effectiveFrom,
      createdAt: world.at,
      createdBy: world.by,
    },
    subscriptions,
    notices: noticesOf(campaign, next, terms, subscriptions.find(({ id }) => id === capacityAccountOf(next)) ?? null),
  };
}

function parse(campaign: Campaign, input: TermsInput, { newest, at }: TermsWorld): CommercialTerms | null {
  const earliest = firstOpenDay(at, campaign.timeZone);
  const again = input.effectiveFrom === newest?.effectiveFrom ? { ...input, effectiveFrom: null } : input;
  const same = parseTerms(again, campaign.currency, earliest).terms;
  const isSame =
    same?.effectiveFrom === null && isEqual(withoutDate(same), campaign.terms && withoutDate(campaign.terms));
  if (isSame) return null;
  const { terms, issues } = parseTerms(input, campaign.currency, earliest);
  if (!terms) throw invalid(issues, 'INVALID_TERMS');
  return terms;
}

/** After draft, what the capacity is counted in and where it is counted stay as they are. */
function refuseLockedTerms(campaign: Campaign, terms: CommercialTerms): void {
  const present = campaign.terms;
  if (campaign.status === 'draft' || !present) return;
  if (present.model !== terms.model) throw locked(campaign, ['pricingModel']);
  if (present.model === 'bundle' && terms.model === 'bundle' && present.subscriptionId !== terms.subscriptionId)
    throw locked(campaign, ['subscriptionId']);
  if (present.model === 'custom' && terms.model === 'custom' && present.capacityUnit !== terms.capacityUnit)
    throw locked(campaign, ['capacityUnit']);
}

function moveShare(campaign: Campaign, terms: CommercialTerms, world: TermsWorld): Subscription[] {
  const { previous, subscription, at } = world;
  const leaves = previous && !(terms.model === 'bundle' && terms.subscriptionId === previous.id);
  const left = leaves ? [giveBackShare(previous, campaign.id, at)] : [];
  if (terms.model !== 'bundle') return left;
  const problem = subscriptionProblem(campaign, subscription);
  if (problem || !subscription)
    throw problemError(problem ?? { code: 'UNKNOWN_REFERENCE', message: 'No subscription' });
  return [...left, takeShare(subscription, campaign.id, terms.share, at)];
}

function noticesOf(
  before: Campaign,
  after: Campaign,
  terms: CommercialTerms,
  subscription: Subscription | null,
): AccountNotice[] {
  const accountId = capacityAccountOf(after);
  const { version, status, companyId, timeZone } = after;
  const starts = startOfDay(terms.effectiveFrom ?? '', timeZone);
  const isChange = before.terms !== null && before.status !== 'draft';
  const notices: AccountNotice[] = [
    { accountId, change: accountChangeOf(after, terms, subscription), dueAt: isChange ? starts : null },
  ];
  const left = before.terms && capacityAccountOf(before);
  if (left && left !== accountId)
    notices.push(
      { accountId: left, change: { kind: 'status', version, status: 'closed', companyId }, dueAt: null },
      { accountId, change: { kind: 'status', version, status, companyId }, dueAt: null },
    );
  return notices;
}

function problemError(problem: NonNullable<ReturnType<typeof subscriptionProblem>>): DomainError {
  const issues = [{ path: 'subscriptionId', ...problem }];
  const { code } = problem;
  return invalid(issues, code === 'UNKNOWN_REFERENCE' || code === 'CURRENCY_MISMATCH' ? 'INVALID_TERMS' : code);
}

function withoutDate(terms: CommercialTerms): Omit<CommercialTerms, 'effectiveFrom'> {
  const { effectiveFrom: _date, ...rest } = terms;
  return rest;
}

function locked(campaign: Campaign, fields: readonly string[]): DomainError {
  return new DomainError('conflict', 'LOCKED_FIELD', `${fields.join(', ')} cannot change while ${campaign.status}`, {
    details: { fields },
    issues: fields.map((path) => ({ path, code: 'LOCKED_FIELD', message: `${path} cannot change now` })),
  });
}
