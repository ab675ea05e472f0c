import { takesConsumption } from '../lifecycle/status.ts';
import { type Account, type Balance, emptyAccount, type Grant, type Hold } from './account.ts';
import type { Entry, GrantPortion } from './entry.ts';
import { compareBurnOrder, coveredBy } from './grants.ts';

/** The id of the grant that credit terms themselves give. */
export const ALLOCATION = 'allocation';

/** The account after one more entry. The log folded with this from the first entry is the account's state. */
export function applyEntry(account: Account, entry: Entry): Account {
  const before = account.balances[entry.campaignId] ?? newBalance(entry);
  const balance = applyToBalance(before, entry);
  const terms = entry.cause?.kind === 'terms' ? entry.cause : null;
  return {
    id: account.id,
    sequence: entry.sequence,
    recordedAt: entry.recordedAt,
    pool: terms?.pool ?? account.pool,
    balances: { ...account.balances, [entry.campaignId]: balance },
  };
}

/** Folds entries onto an account, from nothing where none is given. */
export function foldEntries(
  accountId: string,
  entries: Iterable<Entry>,
  from: Account = emptyAccount(accountId),
): Account {
  let account = from;
  for (const entry of entries) account = applyEntry(account, entry);
  return account;
}

function newBalance(entry: Entry): Balance {
  return {
    campaignId: entry.campaignId,
    companyId: entry.cause?.companyId ?? '',
    status: 'draft',
    statusVersion: 0,
    termsVersion: 0,
    unit: entry.unit,
    capacity: 0,
    overage: 0,
    rate: null,
    madeAt: 0,
    consumed: 0,
    held: 0,
    uncovered: 0,
    disarmed: [],
    grants: [],
    holds: [],
    waitlist: [],
  };
}

function applyToBalance(balance: Balance, entry: Entry): Balance {
  const { consumed, held, capacity } = entry.after;
  const next: Mutable<Balance> = { ...balance, consumed, held, capacity };
  if (entry.thresholds) {
    const { disarmed, rearmed } = entry.thresholds;
    next.disarmed = [...balance.disarmed.filter((threshold) => !rearmed.includes(threshold)), ...disarmed];
  }
  applyKind(next, entry);
  return next;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

function applyKind(next: Mutable<Balance>, entry: Entry): void {
  switch (entry.kind) {
    case 'open':
    case 'close':
      if (entry.cause?.kind === 'status') {
        next.status = entry.cause.status;
        next.statusVersion = entry.cause.version;
        next.companyId = entry.cause.companyId;
      }
      return;
    case 'resize':
      applyTerms(next, entry);
      return;
    case 'schedule':
    case 'grant':
      next.grants = withGrant(next.grants, entry);
      return;
    case 'consume':
      burnGrants(next, entry, 1);
      return;
    case 'confirm':
      burnGrants(next, entry, 1);
      next.holds = withoutHold(next.holds, entry.relatesTo);
      return;
    case 'reverse':
      burnGrants(next, entry, -1);
      return;
    case 'adjust':
      burnGrants(next, entry, entry.quantity < 0 ? -1 : 1);
      return;
    case 'hold':
      next.holds = [
        ...next.holds,
        {
          id: entry.id,
          quantity: entry.quantity,
          subject: entry.subject,
          expiresAt: entry.expiresAt ?? entry.recordedAt,
        },
      ];
      next.waitlist = next.waitlist.filter((place) => place.subject !== entry.subject);
      return;
    case 'release':
    case 'lapse':
      next.holds = withoutHold(next.holds, entry.relatesTo);
      return;
    case 'expire':
      next.grants = next.grants.filter((grant) => grant.id !== entry.grant?.grantId);
      return;
    case 'wait':
      next.waitlist = [...next.waitlist, { entryId: entry.id, subject: entry.subject ?? '' }];
      return;
    case 'leave':
      next.waitlist = next.waitlist.filter((place) => place.subject !== entry.subject);
      return;
  }
}

/** The same list where the hold is not in it, so that what is known of the list stays known. */
function withoutHold(holds: readonly Hold[], id: string | null): readonly Hold[] {
  return holds.some((hold) => hold.id === id) ? holds.filter((hold) => hold.id !== id) : holds;
}

function applyTerms(next: Mutable<Balance>, entry: Entry): void {
  if (entry.cause?.kind !== 'terms') return;
  const { unit, overage, rate, madeAt, version, companyId, capacity } = entry.cause;
  Object.assign(next, { unit, overage, rate, madeAt, companyId, termsVersion: version });
  next.grants =
    unit === 'credit'
      ? next.grants.map((grant) => (grant.id === ALLOCATION ? { ...grant, quantity: capacity } : grant))
      : [];
}

function withGrant(grants: readonly Grant[], entry: Entry): Grant[] {
  const terms = entry.grant;
  if (!terms) return [...grants];
  const grant: Grant = {
    id: terms.grantId,
    quantity: entry.quantity,
    burned: 0,
    priority: terms.priority,
    cost: terms.cost,
    startsAt: terms.startsAt,
    expiresAt: entry.expiresAt ?? null,
    live: entry.kind === 'grant',
  };
  return [...grants.filter((other) => other.id !== grant.id), grant].sort(compareBurnOrder);
}

function burnGrants(next: Mutable<Balance>, entry: Entry, sign: 1 | -1): void {
  if (next.unit !== 'credit') return;
  const split: readonly GrantPortion[] = entry.split ?? [];
  next.uncovered += sign * (Math.abs(entry.quantity) - coveredBy(split));
  next.grants = next.grants.map((grant) => {
    const portion = split.find(({ grantId }) => grantId === grant.id);
    return portion ? { ...grant, burned: grant.burned + sign * portion.quantity } : grant;
  });
}

/** Whether the account takes consumption for this balance now. */
export function isOpen(balance: Balance): boolean {
  return takesConsumption(balance.status);
}
