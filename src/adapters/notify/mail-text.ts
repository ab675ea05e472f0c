import type { Alert, AlertAction } from '../../core/domain/alerting/alert.ts';
import { figureOf } from '../../core/domain/alerting/figure.ts';
import { type Audience, actionFor } from '../../core/domain/alerting/redact.ts';
import { toRfc3339 } from '../../core/domain/shared/time.ts';

/** One mail, in both forms that say the same. */
export interface MailText {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

const ADVICE: Readonly<Record<AlertAction, string>> = {
  upsell_opportunity: 'This is an opportunity to talk about more capacity.',
  recommend_expansion: 'We recommend adding capacity before it runs out.',
  block_enrollments: 'We recommend taking no further enrolments until capacity has been added.',
  review_program: 'We recommend looking at the program with those who run it.',
  review_budget: 'We recommend looking at the budget before it is used up.',
};

interface Words {
  readonly subject: string;
  readonly news: string;
  readonly reminder: string;
  readonly figure: string;
}

function wordsOf(alert: Alert, name: string): Words {
  const { value } = figureOf(alert);
  const at = toRfc3339(alert.raisedAt);
  const percent = ((value ?? 0) * 100).toFixed(2);
  switch (alert.kind) {
    case 'capacity':
      return {
        subject: `${alert.threshold} % of capacity reached`,
        news: `${name} has reached ${alert.threshold} % of its capacity.`,
        reminder: `${name} is still at or above ${alert.threshold} % of its capacity`,
        figure: `Utilization was ${percent} % at ${at}.`,
      };
    case 'performance':
      return {
        subject: 'SROI below 2.0',
        news: `${name} is active with an SROI below 2.0.`,
        reminder: `${name} is still active with a low SROI`,
        figure: `Its SROI was ${(value ?? 0).toFixed(2)} at ${at}.`,
      };
    case 'budget':
      return {
        subject: '90 % of the budget spent',
        news: `${name} has spent 90 % of its budget.`,
        reminder: `${name} has still spent about 90 % of its budget or more`,
        figure: `Spending was at ${percent} % at ${at}.`,
      };
  }
}

/**
 * What an alert says by mail: the campaign, the figure at the crossing, what is advised, and one link to the alert, where it can be
 * acknowledged. No person is named.
 */
export function mailText(
  alert: Alert,
  campaignName: string,
  options: { readonly audience: Audience; readonly repetition: boolean; readonly publicUrl: string | null },
): MailText {
  const name = campaignName.replace(/\s+/g, ' ');
  const words = wordsOf(alert, name);
  const lines = [
    options.repetition ? `${words.reminder}, and nobody has acknowledged the alert.` : words.news,
    words.figure,
    ADVICE[actionFor(options.audience, alert.action)],
  ];
  const link =
    options.publicUrl === null ? null : new URL(`/alerts/${encodeURIComponent(alert.id)}`, options.publicUrl).href;
  const text = [...lines, ...(link === null ? [] : [`See the alert and acknowledge it: ${link}`])].join('\n\n');
  const subject = `${options.repetition ? 'Reminder: ' : ''}${words.subject} – ${name}`;
  return { subject, text: `${text}\n`, html: htmlOf(subject, lines, link) };
}

/** Plain enough for every mail program: no picture, no style sheet, nothing fetched, so that nobody learns who reads it. */
function htmlOf(subject: string, lines: readonly string[], link: string | null): string {
  const paragraphs = lines.map((line) => `<p style="margin:0 0 12px">${htmlText(line)}</p>`).join('');
  const button =
    link === null
      ? ''
      : `<p style="margin:20px 0 0"><a href="${htmlText(link)}" style="display:inline-block;padding:10px 16px;border-radius:6px;background:#1d4ed8;color:#ffffff;text-decoration:none">See and acknowledge</a></p>`;
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${htmlText(subject)}</title></head><body style="margin:0;padding:24px;font-family:system-ui,sans-serif;font-size:16px;line-height:1.5;color:#1f2328">${paragraphs}${button}</body></html>`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function htmlText(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
