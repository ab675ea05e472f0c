import { type InstancePatch, patchInstance } from '../../domain/lifecycle/check-instance.ts';
import type { Instance } from '../../domain/lifecycle/instance.ts';
import type { OutboxItem } from '../../domain/outbox/outbox.ts';
import { notFound } from '../../domain/shared/errors.ts';
import { loadCampaign } from '../campaigns/load-campaign.ts';
import type { RequestContext } from '../context.ts';
import { deliverNow } from '../outbox/deliver-now.ts';
import { auditWrite, requireVersion } from '../write.ts';
import { type CohortPorts, impactOfCohort, writeCohort } from './write-cohort.ts';

export interface UpdateInstanceInput {
  readonly campaignId: string;
  readonly instanceId: string;
  readonly ifVersion: number;
  readonly patch: InstancePatch;
}

/**
 * Changes a cohort by a merge patch, as Program Management reports it now.
 * Throws NOT_FOUND, FORBIDDEN, VERSION_MISMATCH, CAMPAIGN_NOT_OPEN, INVALID and its kin.
 */
export async function updateInstance(
  ports: CohortPorts,
  context: RequestContext,
  { campaignId, instanceId, ifVersion, patch }: UpdateInstanceInput,
): Promise<Instance> {
  const campaign = await loadCampaign(ports, context, 'instance.write', campaignId);
  let items: readonly OutboxItem[] = [];
  const written = await writeCohort(ports, campaignId, async () => {
    const before = (await ports.campaigns.instances(campaignId)).find(({ id }) => id === instanceId);
    if (!before) throw notFound('Instance');
    requireVersion(before, ifVersion);
    const at = ports.clock.now();
    const instance = patchInstance(campaign, before, patch, at);
    const impact = await impactOfCohort(ports, campaign, instance);
    items = impact.items;
    await ports.transactions.commit([
      { op: 'replace', collection: 'instances', document: instance, ifVersion: before.version },
      ...impact.writes,
      auditWrite(ports, context, at, {
        action: 'instance.update',
        resource: `campaigns/${campaignId}/instances/${instanceId}`,
        companyId: campaign.companyId,
        before,
        after: instance,
      }),
    ]);
    return instance;
  });
  await deliverNow(ports, items);
  return written;
}
