import type { Account } from '../../domain/capacity/account.ts';
import { isOpen } from '../../domain/capacity/apply.ts';
import type { Figures } from '../../domain/capacity/entry.ts';
import type { Forecast } from '../../domain/capacity/forecast.ts';
import { campaignRoom, roomOf } from '../../domain/capacity/headroom.ts';
import type { Quantity, Unit } from '../../domain/shared/quantity.ts';

/** How many people a campaign wants and has now; null where no target is set. */
export interface TargetView {
  readonly target: number | null;
  readonly current: number;
}

/** A campaign's capacity as it stands; `figures` is null before there are terms. */
export interface CapacityView {
  readonly unit: Unit | null;
  readonly figures: Figures | null;
  /** Whether consumption is taken now. */
  readonly open: boolean;
  /** Null where the answer rests on the ledger alone. */
  readonly volunteers: TargetView | null;
  readonly beneficiaries: TargetView | null;
  /** Null where the answer rests on the ledger alone, and before there are terms. */
  readonly forecast: Forecast | null;
  /** Of the account's newest entry. */
  readonly sequence: number;
}

/** The view that the account alone gives. */
export function viewOf(account: Account, campaignId: string): CapacityView {
  const { sequence } = account;
  const beside = { volunteers: null, beneficiaries: null, forecast: null };
  const balance = account.balances[campaignId];
  if (!balance || balance.termsVersion === 0) return { unit: null, figures: null, open: false, ...beside, sequence };
  const { consumed, held, capacity } = balance;
  const figures = {
    consumed,
    held,
    capacity,
    hardLimit: campaignRoom(balance).limit,
    headroom: roomOf(account, balance).headroom,
  };
  return { unit: balance.unit, figures, open: isOpen(balance), ...beside, sequence };
}

/** What is left of the capacity, at least 0. */
export function remainingOf({ capacity, consumed, held }: Figures): Quantity {
  return Math.max(0, capacity - consumed - held);
}
