import { setImmediate as turn } from 'node:timers/promises';
import { createUuids } from '../../src/adapters/system/ids.ts';
import { type CapacityAccounts, createCapacityAccounts } from '../../src/core/usecases/capacity/accounts.ts';
import type { CapacityLog } from '../../src/ports/capacity-log.ts';
import { drive, type Measured } from './drive.ts';
import { campaignIds, consume, keysWithRepeats, openCampaigns } from './workload.ts';

/** The engine as the service composes it. */
export function engineOn(capacityLog: CapacityLog): CapacityAccounts {
  return createCapacityAccounts(
    { capacityLog, clock: { now: Date.now }, ids: createUuids() },
    { between: () => turn() },
  );
}

export interface Load {
  readonly campaigns: number;
  readonly atOnce: number;
  readonly total: number;
  /** The unit belongs to a person: each request then names a subject of its own. */
  readonly seats?: boolean;
}

/** Opens campaigns once, and each run then consumes from them with keys of its own, 2 % of them repeated. */
export async function prepareLoad(accounts: CapacityAccounts, load: Load): Promise<() => Promise<Measured>> {
  const { campaigns, atOnce, total, seats = false } = load;
  const ids = campaignIds(campaigns);
  await openCampaigns(accounts, ids, seats ? 'seat' : 'session');
  return () => {
    const keys = keysWithRepeats(total, 0.02, campaigns);
    return drive(atOnce, total, (index) => {
      const campaignId = ids[index % campaigns] ?? '';
      const key = keys[index] ?? '';
      return accounts.submit(campaignId, consume(campaignId, key, seats ? key : null));
    });
  };
}
