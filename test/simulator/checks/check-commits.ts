import type { Commit } from '../../../src/core/domain/capacity/account.ts';
import { isOpen } from '../../../src/core/domain/capacity/apply.ts';
import { nextDue } from '../../../src/core/domain/capacity/due.ts';
import { roomOf } from '../../../src/core/domain/capacity/headroom.ts';
import { SCALE } from '../../../src/core/domain/shared/quantity.ts';
import type { Past } from './truth.ts';

/** Throws where a commit leaves undone what it owes: what was due by its time, and offers of free places to those who wait. */
export function checkCommits(commits: readonly Commit[], past: Past): void {
  for (const { sequence, entries, recordedAt } of commits) {
    const state = past.states[sequence + entries.length - 1];
    if (!state) throw new Error(`The commit at ${sequence} leaves no state`);
    const due = nextDue(state);
    if (due !== null && due <= recordedAt) throw new Error(`The commit at ${sequence} leaves undone what is due`);
    for (const balance of Object.values(state.balances)) {
      const waits = isOpen(balance) && balance.waitlist.length > 0;
      if (waits && roomOf(state, balance).headroom >= SCALE)
        throw new Error(`The commit at ${sequence} leaves room in ${balance.campaignId} while somebody waits for it`);
    }
  }
}
