import { isStaff } from '../../domain/access/actor.ts';
import type { Alert } from '../../domain/alerting/alert.ts';
import { visibleAlerts } from '../../domain/alerting/redact.ts';
import type { Campaign } from '../../domain/campaign/campaign.ts';
import { redactCampaign } from '../../domain/campaign/redact-campaign.ts';
import { loadCampaign } from '../campaigns/load-campaign.ts';
import type { CapacityView } from '../capacity/capacity-view.ts';
import { capacityOf } from '../capacity/get-capacity.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';
import type { ListedAction } from '../lifecycle/list-schedule.ts';
import { type MetricsView, showMetrics } from './get-metrics.ts';
import { type PerformancePorts, type PerformanceView, performanceView } from './get-performance.ts';
import { measureCampaign } from './measure-campaign.ts';

/** Everything that the first look at a campaign needs, read at once. */
export interface Dashboard {
  readonly campaign: Campaign;
  readonly capacity: CapacityView;
  readonly metrics: MetricsView;
  readonly performance: PerformanceView;
  /** Alerts that are not resolved, oldest first. */
  readonly alerts: readonly Alert[];
  /** What is scheduled next, by due time. */
  readonly schedule: readonly ListedAction[];
}

/** The dashboard of a campaign as the caller may see it. Throws NOT_FOUND, also for another company's. */
export async function getDashboard(
  ports: PerformancePorts & Pick<Core, 'dayEnds' | 'alerts' | 'schedule'>,
  context: RequestContext,
  input: { readonly campaignId: string },
): Promise<Dashboard> {
  const campaign = await loadCampaign(ports, context, 'metrics.read', input.campaignId);
  const { actor } = context;
  const [capacity, metrics, alerts, schedule] = await Promise.all([
    capacityOf(ports, campaign),
    measureCampaign(ports, campaign),
    ports.alerts.unresolved(campaign.id),
    ports.schedule.pending(campaign.id),
  ]);
  return {
    campaign: redactCampaign(campaign, actor),
    capacity,
    metrics: showMetrics(campaign, metrics, actor),
    performance: await performanceView(ports, context, campaign, metrics),
    alerts: visibleAlerts(alerts, actor),
    schedule: schedule.map((action) => ({
      ...action,
      actor: isStaff(actor) || action.actor === actor.id ? action.actor : null,
    })),
  };
}
