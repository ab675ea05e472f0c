import type { CampaignFigures } from '../../domain/campaign/figures.ts';
import { type Account, type Balance, emptyAccount } from '../../domain/capacity/account.ts';
import { foldEntries } from '../../domain/capacity/apply.ts';
import { campaignRoom, roomOf } from '../../domain/capacity/headroom.ts';
import { bandOf } from '../../domain/capacity/thresholds.ts';
import { isEqual } from '../../domain/shared/equal.ts';
import type { Core } from '../core.ts';

export interface Rebuilt {
  readonly account: Account;
  /** Whether what was kept beside the log agreed with it; a checkpoint that did not is gone. */
  readonly agreed: boolean;
}

/**
 * Folds an account's whole log from its first entry and holds what is kept beside it to that: a checkpoint that differs is dropped, and
 * the figures of lists are written again. The log itself is only read. Throws an Error where it has a gap.
 */
export async function rebuildAccount(
  ports: Pick<Core, 'capacityLog' | 'figures' | 'clock'>,
  accountId: string,
): Promise<Rebuilt> {
  const account = await foldLog(ports.capacityLog, emptyAccount(accountId));
  const { checkpoint } = (await ports.capacityLog.load([{ accountId }])).get(accountId) ?? {};
  const agreed = !checkpoint || isEqual(await foldLog(ports.capacityLog, checkpoint, account.sequence), account);
  if (!agreed) await ports.capacityLog.dropCheckpoint(accountId);
  const at = ports.clock.now();
  await ports.figures.save(Object.values(account.balances).map((balance) => figuresOfBalance(account, balance, at)));
  return { account, agreed };
}

/** The account after every entry behind its sequence, up to the sequence given. */
async function foldLog(log: Core['capacityLog'], start: Account, upTo = Number.POSITIVE_INFINITY): Promise<Account> {
  let account = start;
  for (;;) {
    const part = (await log.load([{ accountId: start.id, after: account.sequence }])).get(start.id);
    for (const { sequence, entries } of part?.commits ?? []) {
      if (sequence !== account.sequence + 1) throw new Error(`The log of ${start.id} has a gap before ${sequence}`);
      if (sequence > upTo) return account;
      account = foldEntries(start.id, entries, account);
    }
    if (!part?.more) return account;
  }
}

function figuresOfBalance(account: Account, balance: Balance, updatedAt: number): CampaignFigures {
  const { campaignId, unit, capacity, consumed, held } = balance;
  return {
    campaignId,
    sequence: account.sequence,
    unit,
    capacity,
    consumed,
    held,
    hardLimit: campaignRoom(balance).limit,
    headroom: roomOf(account, balance).headroom,
    band: bandOf(consumed, capacity),
    updatedAt,
  };
}
