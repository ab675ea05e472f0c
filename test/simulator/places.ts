import type { Command } from '../../src/core/domain/capacity/command.ts';
import type { CampaignStatus } from '../../src/core/domain/lifecycle/status.ts';
import { SCALE, type Unit } from '../../src/core/domain/shared/quantity.ts';
import type { Chance } from './chance.ts';

/** A campaign of a run, and the account that it counts in. */
export interface Place {
  readonly campaignId: string;
  readonly accountId: string;
  readonly unit: Unit;
  /** In units. */
  readonly capacity: number;
  readonly overage: number;
  readonly pool: { readonly capacity: number; readonly overage: number } | null;
}

const KINDS = { seats: 4, sessions: 2, credits: 3, bundle: 3 };

/** One or two accounts, so small that they are full before the run is over. */
export function drawPlaces(chance: Chance): Place[] {
  return Array.from({ length: chance.happens(0.3) ? 2 : 1 }, (_, index) => drawAccount(chance, `a${index + 1}`)).flat();
}

/** One account, of the kind given or of any. */
export function drawAccount(chance: Chance, accountId: string, kind = chance.weighted(KINDS)): Place[] {
  const overage = chance.pick([0, 1_000, 2_500, 5_000]);
  const own = { campaignId: accountId, accountId, overage, pool: null };
  switch (kind) {
    case 'seats':
      return [{ ...own, unit: 'seat', capacity: chance.integer(1, 6) }];
    case 'sessions':
      return [{ ...own, unit: 'session', capacity: chance.integer(3, 20) }];
    case 'credits':
      return [{ ...own, unit: 'credit', capacity: chance.integer(0, 15) }];
    case 'bundle': {
      const pool = { capacity: chance.integer(2, 7), overage: chance.pick([0, 1_000, 5_000]) };
      return ['b1', 'b2'].map((name) => {
        const campaignId = `${accountId}-${name}`;
        return { ...own, campaignId, unit: 'learner', capacity: chance.integer(1, 5), pool };
      });
    }
  }
}

const SYSTEM = { hash: null, actor: 'system', occurredAt: null } as const;

/** The campaign's terms in this version, with another capacity or allowance than the first ones. */
export function termsOf(place: Place, version: number, capacity = place.capacity, overage = place.overage): Command {
  const { campaignId, unit, pool } = place;
  return {
    ...SYSTEM,
    campaignId,
    kind: 'change',
    key: `resize/${campaignId}/v${version}`,
    change: {
      kind: 'terms',
      version,
      companyId: 'company',
      unit,
      capacity: capacity * SCALE,
      overage,
      rate: null,
      madeAt: 0,
      allocationCost: 100,
      pool: pool && { capacity: pool.capacity * SCALE, overage: pool.overage },
    },
  };
}

export function statusOf({ campaignId }: Place, version: number, status: CampaignStatus): Command {
  return {
    ...SYSTEM,
    campaignId,
    kind: 'change',
    key: `status/${campaignId}/v${version}`,
    change: { kind: 'status', version, status, companyId: 'company' },
  };
}
