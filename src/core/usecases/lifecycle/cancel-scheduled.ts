import { cancelled } from '../../domain/lifecycle/scheduled-action.ts';
import { DomainError, notFound } from '../../domain/shared/errors.ts';
import { loadCampaign } from '../campaigns/load-campaign.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';
import { auditWrite, untilUndisturbed } from '../write.ts';
import { actionWrite } from './schedule-writes.ts';

/**
 * Cancels a pending action that a person scheduled. Throws NOT_FOUND, FORBIDDEN, ACTION_ENDED where it ran or was cancelled, CONFLICT
 * where it follows from the campaign's period: then the dates are to be changed.
 */
export async function cancelScheduled(
  ports: Pick<Core, 'clock' | 'ids' | 'transactions' | 'campaigns' | 'schedule'>,
  context: RequestContext,
  input: { readonly campaignId: string; readonly actionId: string },
): Promise<void> {
  const campaign = await loadCampaign(ports, context, 'campaign.schedule', input.campaignId);
  await untilUndisturbed(async () => {
    const action = await ports.schedule.find(input.actionId);
    if (!action || action.campaignId !== campaign.id) throw notFound('Scheduled action');
    if (action.outcome !== 'pending')
      throw new DomainError('conflict', 'ACTION_ENDED', `The action is ${action.outcome} already`);
    if (action.cause === 'period')
      throw new DomainError('conflict', 'CONFLICT', 'The action follows from the period: change the dates instead');
    const { dueAt, to } = action;
    await ports.transactions.commit([
      actionWrite(cancelled(action, 'Cancelled')),
      auditWrite(ports, context, ports.clock.now(), {
        action: 'campaign.unschedule',
        resource: `campaigns/${campaign.id}`,
        companyId: campaign.companyId,
        before: { to, dueAt },
        after: null,
      }),
    ]);
  });
}
