import { REASON_MAX } from '../../domain/campaign/limits.ts';
import type { ScheduledAction } from '../../domain/lifecycle/scheduled-action.ts';
import { type CampaignStatus, EDGES } from '../../domain/lifecycle/status.ts';
import { DomainError, invalid } from '../../domain/shared/errors.ts';
import { refusePersonalData } from '../../domain/shared/personal-data.ts';
import { type Instant, MINUTE } from '../../domain/shared/time.ts';
import { loadCampaign } from '../campaigns/load-campaign.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';
import { idempotent, type Keyed } from '../idempotent.ts';
import { auditWrite } from '../write.ts';

/** How far behind a caller's clock may be. */
const CLOCK_SKEW = MINUTE;

export interface ScheduleInput {
  readonly campaignId: string;
  readonly to: CampaignStatus;
  readonly at: Instant;
  readonly reason?: string | null | undefined;
}

/**
 * Has a campaign move to a state at an instant; whether it then can is decided then.
 * Throws NOT_FOUND, FORBIDDEN, INVALID (an instant that has passed), REASON_REQUIRED, PERSONAL_DATA, INVALID_TRANSITION where the
 * campaign is closed.
 */
export async function scheduleTransition(
  ports: Pick<Core, 'clock' | 'ids' | 'transactions' | 'receipts' | 'campaigns'>,
  context: RequestContext,
  input: ScheduleInput,
): Promise<Keyed<ScheduledAction>> {
  const campaign = await loadCampaign(ports, context, 'campaign.schedule', input.campaignId);
  return idempotent(ports, context, async (receiptOf) => {
    const createdAt = ports.clock.now();
    const reason = input.reason?.trim() || null;
    refuseSchedule(input, reason, context, createdAt);
    const { id: campaignId, companyId, status } = campaign;
    if (EDGES[status].length === 0)
      throw new DomainError(
        'conflict',
        'INVALID_TRANSITION',
        `A campaign that is ${status} cannot become ${input.to}`,
        {
          details: { from: status, to: input.to, allowed: [] },
        },
      );
    const action: ScheduledAction = {
      id: ports.ids.next(),
      version: 1,
      campaignId,
      companyId,
      to: input.to,
      dueAt: input.at,
      ranAt: null,
      latenessMs: null,
      outcome: 'pending',
      detail: null,
      reason,
      actor: context.actor.id,
      cause: 'person',
      createdAt,
    };
    await ports.transactions.commit([
      { op: 'insert', collection: 'scheduledActions', document: action },
      auditWrite(ports, context, createdAt, {
        action: 'campaign.schedule',
        resource: `campaigns/${campaignId}`,
        companyId,
        before: null,
        after: { to: action.to, dueAt: action.dueAt, reason },
      }),
      ...receiptOf(action),
    ]);
    return action;
  });
}

function refuseSchedule(input: ScheduleInput, reason: string | null, context: RequestContext, now: Instant): void {
  if (input.at < now - CLOCK_SKEW)
    throw invalid([{ path: 'at', code: 'OUT_OF_RANGE', message: 'at has passed already' }]);
  if (reason !== null && reason.length > REASON_MAX)
    throw invalid([{ path: 'reason', code: 'TOO_LONG', message: `reason has more than ${REASON_MAX} characters` }]);
  refusePersonalData({ reason });
  if (input.to !== 'draft') return;
  if (context.actor.role !== 'admin')
    throw new DomainError('forbidden', 'FORBIDDEN', 'Only an admin takes a campaign back to draft');
  if (reason === null)
    throw invalid([{ path: 'reason', code: 'REASON_REQUIRED', message: 'A reason is required' }], 'REASON_REQUIRED');
}
