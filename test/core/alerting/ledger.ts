import type { Commit } from '../../../src/core/domain/capacity/account.ts';
import { type Account, emptyAccount } from '../../../src/core/domain/capacity/account.ts';
import { foldEntries } from '../../../src/core/domain/capacity/apply.ts';
import type { Entry } from '../../../src/core/domain/capacity/entry.ts';
import { createRecorder, type EntryDraft } from '../../../src/core/domain/capacity/recorder.ts';
import { hardLimitOf } from '../../../src/core/domain/capacity/thresholds.ts';
import { SCALE } from '../../../src/core/domain/shared/quantity.ts';

/** A campaign's ledger of seats, written entry by entry as the service would; quantities in whole seats. */
export interface SeatLedger {
  readonly campaignId: string;
  /** The entry that gave the campaign its seats. */
  readonly first: Entry;
  account(): Account;
  /** The most that may be consumed now. */
  hardLimit(): number;
  consumed(): number;
  /** Sets what is consumed by one entry: `consume` upwards, `reverse` downwards. */
  consumeTo(seats: number, at?: number): Entry;
  resizeTo(seats: number, at?: number): Entry;
}

export function createSeatLedger(options: { campaignId?: string; seats?: number; overage?: number } = {}): SeatLedger {
  const { campaignId = 'campaign-1', seats = 100, overage = 1_000 } = options;
  let account = emptyAccount(campaignId);

  function record(draft: Omit<EntryDraft, 'campaignId' | 'key' | 'actor'>, at: number): Entry {
    const newId = (sequence: number) => `${campaignId}-entry-${sequence}`;
    const recorder = createRecorder(account, at, newId);
    const entry = recorder.record({ ...draft, campaignId, key: `${account.sequence + 1}`, actor: 'somebody' });
    account = foldEntries(campaignId, [entry], account);
    return entry;
  }

  const ledger: Omit<SeatLedger, 'first'> = {
    campaignId,
    account: () => account,
    hardLimit() {
      const balance = account.balances[campaignId];
      return balance ? hardLimitOf(balance.capacity, balance.overage, balance.unit) / SCALE : 0;
    },
    consumed: () => (account.balances[campaignId]?.consumed ?? 0) / SCALE,
    consumeTo(to, at = 0) {
      const step = to - ledger.consumed();
      return record(
        { kind: step < 0 ? 'reverse' : 'consume', quantity: Math.abs(step) * SCALE, consumed: to * SCALE },
        at,
      );
    },
    resizeTo(to, at = 0) {
      const cause = {
        kind: 'terms',
        version: account.sequence + 1,
        companyId: 'company-1',
        unit: 'seat',
        capacity: to * SCALE,
        overage,
        allocationCost: 0,
        rate: null,
        madeAt: 0,
        pool: null,
      } as const;
      return record({ kind: 'resize', quantity: to * SCALE, capacity: to * SCALE, overage, unit: 'seat', cause }, at);
    },
  };
  return { ...ledger, first: ledger.resizeTo(seats) };
}

/** Entries as the commit that carried them. */
export function commitOf(accountId: string, ...entries: readonly Entry[]): Commit {
  const [first] = entries;
  if (!first) throw new Error('A commit has an entry');
  return { accountId, sequence: first.sequence, writer: 'writer-1', recordedAt: first.recordedAt, entries };
}
