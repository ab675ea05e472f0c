import type { AlertDecision } from '../../domain/alerting/alert.ts';
import { explain } from '../../domain/alerting/explain.ts';
import { visibleDecisions } from '../../domain/alerting/redact.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';
import { loadAlert } from './get-alert.ts';

export type ExplainedDecision = AlertDecision & { readonly explanation: string };

/** Why what was said of an alert to whom, oldest first, each with its sentence. Throws NOT_FOUND, also for another company's. */
export async function listDecisions(
  ports: Pick<Core, 'alerts' | 'campaigns'>,
  context: RequestContext,
  input: { readonly alertId: string },
): Promise<readonly ExplainedDecision[]> {
  const alert = await loadAlert(ports, context, input.alertId, 'alert.read');
  const [decisions, campaign] = await Promise.all([
    ports.alerts.decisions(alert.id),
    ports.campaigns.find(alert.campaignId),
  ]);
  const name = campaign ? `“${campaign.name}”` : 'the campaign';
  return visibleDecisions(decisions, context.actor).map((decision) => ({
    ...decision,
    explanation: explain(decision, name),
  }));
}
