import type { Campaign } from '../../domain/campaign/campaign.ts';
import { firstInstanceId } from '../../domain/lifecycle/first-instance.ts';
import type { TransitionWorld } from '../../domain/lifecycle/guards.ts';
import { loadNamed, loadSubscription } from '../campaigns/load-named.ts';
import type { Core } from '../core.ts';

/** What the transitions of a campaign rest on, as it stands now. */
export async function loadTransitionWorld(
  ports: Pick<Core, 'clock' | 'campaigns' | 'companies' | 'catalogue'>,
  campaign: Campaign,
): Promise<TransitionWorld> {
  const [named, subscription, instances] = await Promise.all([
    loadNamed(ports, campaign),
    loadSubscription(ports, campaign.terms),
    ports.campaigns.instances(campaign.id),
  ]);
  const hasInstance = instances.some(({ id }) => id === firstInstanceId(campaign.id));
  return { ...named, subscription, hasInstance, at: ports.clock.now() };
}
