import { SCALE } from '../shared/quantity.ts';
import { DAY, type Instant } from '../shared/time.ts';
import type { Account, Balance, Grant, Hold } from './account.ts';
import { isOpen } from './apply.ts';
import { unburned } from './grants.ts';
import { roomOf } from './headroom.ts';
import type { Recorder } from './recorder.ts';

/** How long a place offered from the waitlist is kept for its subject. */
export const OFFER_TTL = DAY;

/** Who acts when nobody asked: the account itself, on what is due. */
const ACCOUNT_ACTOR = 'system';

interface Due {
  readonly at: Instant;
  readonly order: number;
  record(recorder: Recorder): void;
}

/** The next instant at which something in the account becomes due; null where nothing waits. */
export function nextDue(account: Account): Instant | null {
  let next = Number.POSITIVE_INFINITY;
  for (const balance of Object.values(account.balances)) {
    if (balance.status === 'closed') continue;
    next = Math.min(next, firstLapse(balance.holds));
    for (const due of dueOfGrants(balance, Number.MAX_SAFE_INTEGER)) next = Math.min(next, due.at);
  }
  return Number.isFinite(next) ? next : null;
}

/** When the first hold of a list lapses; lists are never changed, so each is walked once, however many decisions it stands for. */
const FIRST_LAPSES = new WeakMap<readonly Hold[], Instant>();

function firstLapse(holds: readonly Hold[]): Instant {
  const known = FIRST_LAPSES.get(holds);
  if (known !== undefined) return known;
  let first = Number.POSITIVE_INFINITY;
  for (const { expiresAt } of holds) first = Math.min(first, expiresAt);
  FIRST_LAPSES.set(holds, first);
  return first;
}

/** Records what is due by the recorder's time, in the order it became due: grants start, then expire, holds lapse; then free places are offered. */
export function recordDue(recorder: Recorder): void {
  const balances = Object.values(recorder.account().balances);
  const due = balances.flatMap((balance) => dueOf(balance, recorder.at));
  if (due.length === 0) return;
  due.sort((a, b) => a.at - b.at || a.order - b.order);
  for (const each of due) each.record(recorder);
  offerFreePlaces(recorder);
}

function dueOf(balance: Balance, until: Instant): Due[] {
  if (balance.status === 'closed') return [];
  const due = dueOfGrants(balance, until);
  if (firstLapse(balance.holds) > until) return due;
  for (const hold of balance.holds) if (hold.expiresAt <= until) due.push(lapseOf(balance.campaignId, hold));
  return due;
}

function dueOfGrants(balance: Balance, until: Instant): Due[] {
  const due: Due[] = [];
  for (const grant of balance.grants) {
    if (!grant.live && grant.startsAt <= until) due.push(startOf(balance.campaignId, grant));
    if (grant.expiresAt !== null && grant.expiresAt <= until)
      due.push(expiryOf(balance.campaignId, grant.id, grant.expiresAt));
  }
  return due;
}

function startOf(campaignId: string, grant: Grant): Due {
  return {
    at: grant.startsAt,
    order: 0,
    record(recorder) {
      const balance = recorder.balance(campaignId);
      if (!balance) return;
      recorder.record({
        campaignId,
        kind: 'grant',
        quantity: grant.quantity,
        capacity: balance.capacity + grant.quantity,
        key: `grant/${grant.id}`,
        actor: ACCOUNT_ACTOR,
        occurredAt: grant.startsAt,
        grant: { grantId: grant.id, priority: grant.priority, cost: grant.cost, startsAt: grant.startsAt },
        ...(grant.expiresAt !== null && { expiresAt: grant.expiresAt }),
      });
    },
  };
}

function expiryOf(campaignId: string, grantId: string, at: Instant): Due {
  return {
    at,
    order: 1,
    record(recorder) {
      const balance = recorder.balance(campaignId);
      const grant = balance?.grants.find((other) => other.id === grantId);
      if (!balance || !grant) return;
      const rest = unburned(grant);
      recorder.record({
        campaignId,
        kind: 'expire',
        quantity: rest,
        capacity: balance.capacity - rest,
        key: `expire/${grant.id}`,
        actor: ACCOUNT_ACTOR,
        occurredAt: at,
        grant: { grantId: grant.id, priority: grant.priority, cost: grant.cost, startsAt: grant.startsAt },
      });
    },
  };
}

function lapseOf(campaignId: string, hold: Hold): Due {
  return {
    at: hold.expiresAt,
    order: 2,
    record: (recorder) => recordLapse(recorder, campaignId, hold, hold.expiresAt),
  };
}

/** Ends a hold by itself and gives its quantity back to the headroom. */
export function recordLapse(recorder: Recorder, campaignId: string, hold: Hold, occurredAt: Instant): void {
  const balance = recorder.balance(campaignId);
  if (!balance) return;
  recorder.record({
    campaignId,
    kind: 'lapse',
    quantity: hold.quantity,
    held: balance.held - hold.quantity,
    key: `lapse/${hold.id}`,
    actor: ACCOUNT_ACTOR,
    subject: hold.subject,
    relatesTo: hold.id,
    occurredAt,
  });
}

/** Offers every free place to the first who waits, as a hold of 24 h, so that nobody jumps the queue. */
export function offerFreePlaces(recorder: Recorder): void {
  for (const { campaignId } of Object.values(recorder.account().balances)) {
    for (;;) {
      const account = recorder.account();
      const balance = account.balances[campaignId];
      const first = balance?.waitlist[0];
      if (!balance || !first || !isOpen(balance) || roomOf(account, balance).headroom < SCALE) break;
      recorder.record({
        campaignId,
        kind: 'hold',
        quantity: SCALE,
        held: balance.held + SCALE,
        key: `offer/${first.entryId}`,
        actor: ACCOUNT_ACTOR,
        subject: first.subject,
        relatesTo: first.entryId,
        expiresAt: recorder.at + OFFER_TTL,
      });
    }
  }
}
