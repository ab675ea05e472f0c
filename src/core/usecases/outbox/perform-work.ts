import { firstInstance } from '../../domain/lifecycle/first-instance.ts';
import { takesConsumption } from '../../domain/lifecycle/status.ts';
import type { BillingWork, OutboxItem, OutboxWork } from '../../domain/outbox/outbox.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import { debitActivities } from '../activities/debit-activities.ts';
import { followImpactBars, type ImpactAlertPorts } from '../alerts/follow-impact-bars.ts';
import type { Core } from '../core.ts';
import { keepSnapshot } from '../metrics/take-snapshot.ts';
import { existsAlready } from '../write.ts';

/** What the work of the outbox needs of the world. */
export type OutboxWorld = ImpactAlertPorts &
  Pick<Core, 'outbox' | 'accounts' | 'capacityLog' | 'servedCounts' | 'snapshots' | 'activities'>;

/** Everything but what goes out to billing. */
type OwnWork = Exclude<OutboxWork, BillingWork>;

type Handlers = {
  readonly [K in OwnWork['kind']]: (
    world: OutboxWorld,
    item: OutboxItem,
    work: Extract<OwnWork, { kind: K }>,
  ) => Promise<void>;
};

/** How each kind of work is done; every one may be done again without a further effect. */
const HANDLERS: Handlers = {
  'capacity.apply': applyToAccount,
  'instance.create': createInstance,
  'snapshot.final': takeFinalSnapshot,
  'activity.debit': debitActivities,
  'campaign.transitioned': announceTransition,
  'alert.impact': followImpactBars,
};

/** Does the work of an item, whatever its state. Throws what keeps it from being done. */
export async function performWork(world: OutboxWorld, item: OutboxItem): Promise<void> {
  if (isBilling(item.work)) throw new TypeError('What goes to billing is delivered by its own relay');
  const handle = HANDLERS[item.work.kind] as (world: OutboxWorld, item: OutboxItem, work: OutboxWork) => Promise<void>;
  await handle(world, item, item.work);
}

async function applyToAccount(
  world: OutboxWorld,
  item: OutboxItem,
  { accountId, change }: Extract<OutboxWork, { kind: 'capacity.apply' }>,
): Promise<void> {
  const { campaignId } = item;
  const verb = change.kind === 'terms' ? 'resize' : takesConsumption(change.status) ? 'open' : 'close';
  const answer = await world.accounts.submit(accountId, {
    kind: 'change',
    campaignId,
    key: `${verb}/${campaignId}/v${change.version}`,
    hash: null,
    actor: 'system',
    occurredAt: null,
    change,
  });
  if (answer.outcome !== 'nothing' || change.kind === 'terms') return;
  const account = await world.accounts.read(accountId);
  if (!account.balances[campaignId])
    throw new DomainError('unavailable', 'UNAVAILABLE', 'The account has not heard of the terms yet', {
      retryAfter: 1,
    });
}

async function createInstance(world: OutboxWorld, item: OutboxItem): Promise<void> {
  const campaign = await world.campaigns.find(item.campaignId);
  if (!campaign) return;
  const instances = await world.campaigns.instances(campaign.id);
  const first = firstInstance(campaign, world.clock.now());
  if (instances.some(({ id }) => id === first.id)) return;
  try {
    await world.transactions.commit([{ op: 'insert', collection: 'instances', document: first }]);
  } catch (error) {
    if (!existsAlready(error, 'instances')) throw error;
  }
}

async function takeFinalSnapshot(
  world: OutboxWorld,
  { campaignId }: OutboxItem,
  { at }: Extract<OutboxWork, { kind: 'snapshot.final' }>,
): Promise<void> {
  const campaign = await world.campaigns.find(campaignId);
  if (campaign) await keepSnapshot(world, campaign, 'final', at);
}

async function announceTransition(
  world: OutboxWorld,
  item: OutboxItem,
  { from, to, at }: Extract<OutboxWork, { kind: 'campaign.transitioned' }>,
): Promise<void> {
  const { campaignId, companyId } = item;
  await world.notifications.append({
    type: 'campaign.transitioned',
    causeId: item.id,
    campaignId,
    companyId,
    at,
    data: { campaignId, companyId, from, to },
  });
}

function isBilling(work: OutboxWork): work is BillingWork {
  return work.kind === 'billing.usage' || work.kind === 'billing.line';
}
