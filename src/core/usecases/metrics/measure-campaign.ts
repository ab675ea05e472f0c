import { type Campaign, capacityAccountOf } from '../../domain/campaign/campaign.ts';
import { type CampaignMetrics, metricsOf, type Places } from '../../domain/metrics/metrics.ts';
import { belongsToSubject } from '../../domain/shared/quantity.ts';
import type { Core } from '../core.ts';
import { countServed } from './count-served.ts';

export type MeasurePorts = Pick<Core, 'campaigns' | 'accounts' | 'capacityLog' | 'servedCounts'>;

/** A campaign's figures as they are now, from its cohorts, its ledger and its own record. */
export async function measureCampaign(ports: MeasurePorts, campaign: Campaign): Promise<CampaignMetrics> {
  const [instances, places] = await Promise.all([ports.campaigns.instances(campaign.id), placesOf(ports, campaign)]);
  return metricsOf(campaign, instances, places);
}

async function placesOf(ports: MeasurePorts, campaign: Campaign): Promise<Places> {
  const accountId = capacityAccountOf(campaign);
  const balance = (await ports.accounts.read(accountId)).balances[campaign.id];
  if (!balance || balance.termsVersion === 0) return { unit: null, consumed: 0, capacity: 0, served: 0 };
  const { unit, consumed, capacity } = balance;
  if (!belongsToSubject(unit)) return { unit, consumed, capacity, served: 0 };
  const { served } = await countServed(ports, { accountId, campaignId: campaign.id, unit });
  return { unit, consumed, capacity, served };
}
