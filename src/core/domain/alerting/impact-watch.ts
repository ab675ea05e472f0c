import type { Campaign } from '../campaign/campaign.ts';
import { takesCorrections } from '../lifecycle/status.ts';
import type { PeopleFigure } from '../metrics/impact.ts';
import { BUDGET_WARNING_TENTHS, LOWEST_SROI } from '../metrics/metrics.ts';
import { ratio } from '../shared/quantity.ts';
import type { ImpactKind, Measure } from './alert.ts';

/** Whether a campaign's bar is armed; once made it stays, and each change of it is a write against the version before. */
export interface ImpactWatch {
  /** `<campaignId>/<kind>` */
  readonly id: string;
  readonly version: number;
  readonly campaignId: string;
  readonly companyId: string;
  readonly kind: ImpactKind;
  readonly armed: boolean;
  /** How often the bar was crossed, which names the alert of each crossing. */
  readonly crossings: number;
}

export const IMPACT_KINDS: readonly ImpactKind[] = ['performance', 'budget'];

/** An SROI that has been low is clear from here, a tenth above the bar. */
const CLEAR_SROI = LOWEST_SROI + 0.1;
/** A budget that was nearly spent is clear below this percentage, 2 points under the bar as with capacity. */
const CLEAR_BUDGET_PERCENT = BUDGET_WARNING_TENTHS * 10 - 2;

/** What is watched of a campaign. */
export interface Watched {
  readonly campaign: Pick<Campaign, 'status' | 'budgetAllocated' | 'budgetSpent'>;
  /** What Program Management reports, over how many people. */
  readonly sroi: PeopleFigure;
}

/** Where a figure stands: `over` its bar, `clear` of it, or so close `between` that nothing changes. */
export type Mark = 'over' | 'between' | 'clear';

/** Performance counts while a campaign is active, a budget while it can be spent from. */
export function markOf(kind: ImpactKind, { campaign, sroi }: Watched): Mark {
  const { status, budgetAllocated, budgetSpent } = campaign;
  if (kind === 'performance') {
    return status === 'active' ? sroiMark(sroi.value) : 'clear';
  }
  if (!takesCorrections(status) || budgetAllocated === null) return 'clear';
  const [allocated, spent] = [BigInt(budgetAllocated), BigInt(budgetSpent)];
  if (spent * 10n >= allocated * BigInt(BUDGET_WARNING_TENTHS)) return 'over';
  return spent * 100n < allocated * BigInt(CLEAR_BUDGET_PERCENT) ? 'clear' : 'between';
}

/** Where an SROI stands while it counts; one that is not known changes nothing. */
export function sroiMark(value: number | null): Mark {
  if (value === null) return 'between';
  if (value < LOWEST_SROI) return 'over';
  return value >= CLEAR_SROI ? 'clear' : 'between';
}

/** Whether a change may cross a bar or arm it again, so that it is to be looked at. */
export function movesMark(before: Watched, after: Watched): boolean {
  return IMPACT_KINDS.some((kind) => markOf(kind, before) !== markOf(kind, after));
}

/**
 * The watch as the present mark leaves it: over its bar it is disarmed, clear of it armed again. It moves one version on in any case,
 * so that nothing older can be written after it.
 */
export function nextWatch(
  before: ImpactWatch | null,
  { mark, ...of }: Pick<ImpactWatch, 'campaignId' | 'companyId' | 'kind'> & { readonly mark: Mark },
): ImpactWatch {
  const { version, armed, crossings } = before ?? { version: 0, armed: true, crossings: 0 };
  const crosses = armed && mark === 'over';
  return {
    id: `${of.campaignId}/${of.kind}`,
    version: version + 1,
    ...of,
    armed: mark === 'clear' || (armed && !crosses),
    crossings: crosses ? crossings + 1 : crossings,
  };
}

/** Whether the watch was disarmed or armed again. */
export function isMoved(watch: ImpactWatch, before: ImpactWatch | null): boolean {
  return watch.armed !== (before?.armed ?? true);
}

/** The figure behind a mark. */
export function measureOf(kind: ImpactKind, { campaign, sroi }: Watched): Measure {
  if (kind === 'performance') return { value: sroi.value, people: sroi.people };
  const { budgetAllocated, budgetSpent } = campaign;
  return { value: budgetAllocated === null ? null : ratio(budgetSpent, budgetAllocated), people: null };
}
