import type { Quantity, Unit } from '../shared/quantity.ts';
import type { Instant } from '../shared/time.ts';
import type { Account, Balance } from './account.ts';
import { applyEntry } from './apply.ts';
import type { AccountChange, Entry, EntryKind, Figures, GrantPortion, GrantTerms, ThresholdChange } from './entry.ts';
import { poolRoom } from './headroom.ts';
import { clearOf, hardLimitOf, type Limits, reached, THRESHOLDS, type Threshold } from './thresholds.ts';

/** What a new entry says and does; figures that it leaves out stay as they are. */
export interface EntryDraft {
  readonly campaignId: string;
  readonly kind: EntryKind;
  readonly quantity: Quantity;
  readonly key: string;
  readonly actor: string;
  readonly consumed?: Quantity;
  readonly held?: Quantity;
  readonly capacity?: Quantity;
  readonly unit?: Unit;
  readonly overage?: number;
  readonly subject?: string | null;
  readonly relatesTo?: string | null;
  readonly hash?: string | null;
  readonly occurredAt?: Instant;
  readonly split?: readonly GrantPortion[];
  readonly expiresAt?: Instant;
  readonly cause?: AccountChange;
  readonly grant?: GrantTerms;
  readonly closed?: boolean;
  readonly noteId?: string | undefined;
  readonly instanceId?: string | undefined;
}

/** Collects the entries of one decision; each sees the account as the one before left it. */
export interface Recorder {
  readonly at: Instant;
  readonly entries: readonly Entry[];
  account(): Account;
  balance(campaignId: string): Balance | undefined;
  record(draft: EntryDraft): Entry;
}

/** @param newId makes the id of the entry with this sequence */
export function createRecorder(
  start: Account,
  now: Instant,
  newId: (sequence: number, at: Instant) => string,
): Recorder {
  const at = Math.max(now, start.recordedAt);
  const entries: Entry[] = [];
  let account = start;
  return {
    at,
    entries,
    account: () => account,
    balance: (campaignId) => account.balances[campaignId],
    record(draft) {
      const entry = makeEntry(account, draft, at, newId);
      entries.push(entry);
      account = applyEntry(account, entry);
      return entry;
    },
  };
}

function makeEntry(
  account: Account,
  draft: EntryDraft,
  at: Instant,
  newId: (sequence: number, at: Instant) => string,
): Entry {
  const balance = account.balances[draft.campaignId];
  const unit = draft.unit ?? balance?.unit ?? 'seat';
  const after = figuresAfter(account, balance, draft, unit);
  const overage = draft.overage ?? balance?.overage ?? 0;
  const thresholds = thresholdChange(balance, after.consumed, { capacity: after.capacity, overage, unit });
  const sequence = account.sequence + 1;
  return {
    id: newId(sequence, at),
    sequence,
    campaignId: draft.campaignId,
    kind: draft.kind,
    quantity: draft.quantity,
    unit,
    subject: draft.subject ?? null,
    relatesTo: draft.relatesTo ?? null,
    key: draft.key,
    hash: draft.hash ?? null,
    actor: draft.actor,
    occurredAt: draft.occurredAt ?? at,
    recordedAt: at,
    after,
    ...(thresholds && { thresholds }),
    ...(draft.split && draft.split.length > 0 && { split: draft.split }),
    ...(draft.expiresAt !== undefined && { expiresAt: draft.expiresAt }),
    ...(draft.cause && { cause: draft.cause }),
    ...(draft.grant && { grant: draft.grant }),
    ...(draft.closed && { closed: true }),
    ...(draft.noteId && { noteId: draft.noteId }),
    ...(draft.instanceId && { instanceId: draft.instanceId }),
  };
}

function figuresAfter(account: Account, balance: Balance | undefined, draft: EntryDraft, unit: Unit): Figures {
  const consumed = draft.consumed ?? balance?.consumed ?? 0;
  const held = draft.held ?? balance?.held ?? 0;
  const capacity = draft.capacity ?? balance?.capacity ?? 0;
  const hardLimit = hardLimitOf(capacity, draft.overage ?? balance?.overage ?? 0, unit);
  const own = hardLimit - consumed - held;
  const pool = draft.cause?.kind === 'terms' && draft.cause.pool ? { ...account, pool: draft.cause.pool } : account;
  const shared = poolRoom(pool);
  const taken = consumed + held - (balance?.consumed ?? 0) - (balance?.held ?? 0);
  return { consumed, held, capacity, hardLimit, headroom: shared ? Math.min(own, shared.headroom - taken) : own };
}

/**
 * Which thresholds the entry crosses and which it arms again. An armed threshold that is reached is crossed; one that was crossed
 * is armed again 2 points below it, or as soon as utilization is below it when capacity was added.
 */
function thresholdChange(balance: Balance | undefined, consumed: Quantity, limits: Limits): ThresholdChange | null {
  const before: Pick<Balance, 'consumed' | 'capacity' | 'disarmed'> = balance ?? {
    consumed: 0,
    capacity: 0,
    disarmed: [],
  };
  const added = limits.capacity > before.capacity;
  const disarmed: Threshold[] = [];
  const rearmed: Threshold[] = [];
  for (const threshold of THRESHOLDS) {
    const isReached = reached(threshold, consumed, limits);
    if (!before.disarmed.includes(threshold)) {
      if (isReached) disarmed.push(threshold);
    } else if (!isReached && (added || clearOf(threshold, consumed, limits))) {
      rearmed.push(threshold);
    }
  }
  if (disarmed.length === 0 && rearmed.length === 0) return null;
  const raised = disarmed.at(-1) ?? null;
  return { raised, disarmed, rearmed, consumedBefore: before.consumed, capacityBefore: before.capacity };
}
