import { happenedAt, requireRecording } from '../../domain/billing/check-record.ts';
import { type ComponentUse, countedByLedger } from '../../domain/billing/component-use.ts';
import type { Campaign } from '../../domain/campaign/campaign.ts';
import { DomainError, invalid } from '../../domain/shared/errors.ts';
import type { Instant } from '../../domain/shared/time.ts';
import { loadCampaign } from '../campaigns/load-campaign.ts';
import { readQuantity } from '../capacity/capacity-request.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';
import { idempotent, type Keyed } from '../idempotent.ts';
import { auditWrite } from '../write.ts';

/**
 * Records what was used of a variable component of custom terms; negative as a correction. Throws NOT_FOUND, CONFLICT where the terms are
 * not custom or the ledger counts the component, UNKNOWN_REFERENCE for one that they do not name, CAMPAIGN_NOT_OPEN, INVALID_QUANTITY, INVALID.
 */
export async function recordComponentUse(
  ports: Pick<Core, 'clock' | 'ids' | 'transactions' | 'receipts' | 'campaigns'>,
  context: RequestContext,
  input: {
    readonly campaignId: string;
    readonly component: string;
    readonly quantity: number;
    readonly occurredAt?: Instant | null | undefined;
  },
): Promise<Keyed<ComponentUse>> {
  const campaign = await loadCampaign(ports, context, 'completion.write', input.campaignId);
  const component = input.component.trim();
  const quantity = readQuantity(input.quantity);
  return idempotent(ports, context, async (receiptOf) => {
    requireRecording(campaign, 'custom', 'components');
    requireReported(campaign, component);
    if (quantity === 0) throw zero();
    const now = ports.clock.now();
    const { id: campaignId, companyId } = campaign;
    const use: ComponentUse = {
      id: ports.ids.next(),
      campaignId,
      companyId,
      component,
      quantity,
      occurredAt: happenedAt('occurredAt', input.occurredAt, campaign, now),
      recordedAt: now,
      actor: context.actor.id,
    };
    await ports.transactions.commit([
      { op: 'insert', collection: 'componentUses', document: use },
      auditWrite(ports, context, now, {
        action: 'component.record',
        resource: `campaigns/${campaignId}/components`,
        companyId,
        before: null,
        after: { component, quantity: input.quantity, occurredAt: use.occurredAt },
      }),
      ...receiptOf(use),
    ]);
    return use;
  });
}

function requireReported({ terms }: Campaign, name: string): void {
  if (terms?.model !== 'custom') return;
  const component = terms.variableComponents.find((each) => each.name === name);
  const message = 'The terms name no such component';
  if (!component) throw invalid([{ path: 'component', code: 'UNKNOWN_REFERENCE', message }], 'UNKNOWN_REFERENCE');
  if (countedByLedger(component, terms.capacityUnit))
    throw new DomainError('conflict', 'CONFLICT', `${name} is counted by the ledger: record consumption instead`);
}

function zero(): DomainError {
  const message = 'The quantity must not be 0';
  return invalid([{ path: 'quantity', code: 'INVALID_QUANTITY', message }], 'INVALID_QUANTITY');
}
