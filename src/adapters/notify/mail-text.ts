import type { Alert, AlertAction } from '../../core/domain/alerting/alert.ts';
import { type Audience, actionFor } from '../../core/domain/alerting/redact.ts';
import { ratio } from '../../core/domain/shared/quantity.ts';
import { toRfc3339 } from '../../core/domain/shared/time.ts';

export interface MailText {
  readonly subject: string;
  readonly text: string;
}

const ADVICE: Readonly<Record<AlertAction, string>> = {
  upsell_opportunity: 'This is an opportunity to talk about more capacity.',
  recommend_expansion: 'We recommend adding capacity before it runs out.',
  block_enrollments: 'We recommend taking no further enrolments until capacity has been added.',
};

/** What an alert says by mail: the campaign, the figures at the crossing, what is advised and where to look. No person is named. */
export function mailText(
  alert: Alert,
  campaignName: string,
  options: { readonly audience: Audience; readonly repetition: boolean; readonly publicUrl: string | null },
): MailText {
  const name = campaignName.replace(/\s+/g, ' ');
  const reached = `${alert.threshold} % of capacity reached`;
  const percent = ((ratio(alert.consumed, alert.capacity) ?? 0) * 100).toFixed(2);
  const lines = [
    options.repetition
      ? `${name} is still at or above ${alert.threshold} % of its capacity, and nobody has acknowledged the alert.`
      : `${name} has reached ${alert.threshold} % of its capacity.`,
    `Utilization was ${percent} % at ${toRfc3339(alert.raisedAt)}.`,
    ADVICE[actionFor(options.audience, alert.action)],
    ...(options.publicUrl === null ? [] : [new URL(`/campaigns/${alert.campaignId}`, options.publicUrl).href]),
  ];
  return { subject: `${options.repetition ? 'Reminder: ' : ''}${reached} – ${name}`, text: `${lines.join('\n\n')}\n` };
}
