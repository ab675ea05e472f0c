import { type InstanceInput, makeInstance } from '../../domain/lifecycle/check-instance.ts';
import type { Instance } from '../../domain/lifecycle/instance.ts';
import type { OutboxItem } from '../../domain/outbox/outbox.ts';
import { loadCampaign } from '../campaigns/load-campaign.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';
import { idempotent, type Keyed } from '../idempotent.ts';
import { deliverNow } from '../outbox/deliver-now.ts';
import { auditWrite } from '../write.ts';
import { type CohortPorts, impactOfCohort, writeCohort } from './write-cohort.ts';

/** Keeps a further cohort of a campaign as Program Management reports it. Throws NOT_FOUND, FORBIDDEN, CAMPAIGN_NOT_OPEN, INVALID and its kin. */
export async function createInstance(
  ports: CohortPorts & Pick<Core, 'receipts'>,
  context: RequestContext,
  input: InstanceInput & { readonly campaignId: string },
): Promise<Keyed<Instance>> {
  const { campaignId, ...fields } = input;
  const campaign = await loadCampaign(ports, context, 'instance.write', campaignId);
  const id = ports.ids.next();
  let items: readonly OutboxItem[] = [];
  const answer = await idempotent<Instance>(ports, context, (receiptOf) =>
    writeCohort(ports, campaignId, async () => {
      const at = ports.clock.now();
      const instance = makeInstance(campaign, fields, { id, at });
      const impact = await impactOfCohort(ports, campaign, instance);
      items = impact.items;
      await ports.transactions.commit([
        { op: 'insert', collection: 'instances', document: instance },
        ...impact.writes,
        auditWrite(ports, context, at, {
          action: 'instance.create',
          resource: `campaigns/${campaignId}/instances/${id}`,
          companyId: campaign.companyId,
          before: null,
          after: instance,
        }),
        ...receiptOf(instance),
      ]);
      return instance;
    }),
  );
  if (!answer.replayed) await deliverNow(ports, items);
  return answer;
}
