import type { Balance } from '../../domain/capacity/account.ts';
import { hardLimitOf } from '../../domain/capacity/thresholds.ts';
import { type Quantity, type RatioInTenThousandths, SCALE } from '../../domain/shared/quantity.ts';
import { getSubscription } from '../companies/get-subscription.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';

/** What one campaign holds of a subscription; a share of 0 is one that was given back after learners were counted. */
export interface PoolPart {
  readonly campaignId: string;
  readonly share: RatioInTenThousandths;
  readonly capacity: Quantity;
  readonly consumed: Quantity;
}

/** A subscription's learners over all its campaigns. */
export interface PoolView {
  readonly total: Quantity;
  /** The capacities of all shares together. */
  readonly allocated: Quantity;
  readonly consumed: Quantity;
  readonly held: Quantity;
  readonly hardLimit: Quantity;
  readonly campaigns: readonly PoolPart[];
}

/** The pool of a subscription as it stands. Throws NOT_FOUND, also for another company's. */
export async function getPool(
  ports: Pick<Core, 'accounts' | 'companies' | 'billingRecords'> & Partial<Pick<Core, 'billing'>>,
  context: RequestContext,
  input: { readonly subscriptionId: string },
): Promise<PoolView> {
  const { shares, learners, overage } = await getSubscription(ports, context, { id: input.subscriptionId });
  const { balances } = await ports.accounts.read(input.subscriptionId);
  const campaignIds = [...new Set([...Object.keys(shares), ...Object.keys(balances)])];
  const campaigns = campaignIds.map((campaignId) => ({
    campaignId,
    share: shares[campaignId]?.share ?? 0,
    capacity: (shares[campaignId]?.capacity ?? 0) * SCALE,
    consumed: balances[campaignId]?.consumed ?? 0,
  }));
  const sum = (of: (balance: Balance) => Quantity) => Object.values(balances).reduce((all, one) => all + of(one), 0);
  return {
    total: learners * SCALE,
    allocated: campaigns.reduce((all, { capacity }) => all + capacity, 0),
    consumed: sum(({ consumed }) => consumed),
    held: sum(({ held }) => held),
    hardLimit: hardLimitOf(learners * SCALE, overage, 'learner'),
    campaigns,
  };
}
