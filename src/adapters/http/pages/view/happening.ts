import type { Alert, AlertKind } from '../../../../core/domain/alerting/alert.ts';
import type { CampaignStatus } from '../../../../core/domain/lifecycle/status.ts';
import type { Instant } from '../../../../core/domain/shared/time.ts';
import { instantFrom, type TimeText } from './format.ts';
import { type Chip, severityChip, statusChip } from './words.ts';

/** One line of the strip of what happened lately. */
export interface Happening {
  readonly chip: Chip;
  readonly href: string;
  readonly campaign: string;
  readonly text: string;
  readonly time: TimeText;
}

type Place = { readonly id: string; readonly name: string };

const RAISED: { readonly [K in AlertKind]?: string } = {
  performance: 'has an SROI below 2.0',
  budget: 'has spent 90 % of its budget',
};
const CLEAR: { readonly [K in AlertKind]?: string } = {
  performance: 'is clear of an SROI of 2.0 again',
  budget: 'is clear of 90 % of its budget again',
};

export function alertRaised(
  alert: Pick<Alert, 'severity' | 'kind' | 'threshold' | 'raisedAt'>,
  campaign: Place,
  now: Instant,
  timeZone: string,
): Happening {
  return {
    chip: severityChip(alert.severity),
    href: `/campaigns/${campaign.id}`,
    campaign: campaign.name,
    text: RAISED[alert.kind] ?? `reached ${alert.threshold} %`,
    time: instantFrom(alert.raisedAt, now, timeZone),
  };
}

export function alertResolved(
  { kind, threshold }: Pick<Alert, 'kind' | 'threshold'>,
  campaign: Place,
  at: Instant,
  now: Instant,
  timeZone: string,
): Happening {
  return {
    chip: { word: 'Resolved', tone: 'completed', icon: 'i-check' },
    href: `/campaigns/${campaign.id}`,
    campaign: campaign.name,
    text: CLEAR[kind] ?? `is clear of ${threshold} % again`,
    time: instantFrom(at, now, timeZone),
  };
}

export function transitioned(
  to: CampaignStatus,
  campaign: Place,
  at: Instant,
  now: Instant,
  timeZone: string,
): Happening {
  const chip = statusChip(to);
  return {
    chip,
    href: `/campaigns/${campaign.id}`,
    campaign: campaign.name,
    text: `is now ${chip.word.toLowerCase()}`,
    time: instantFrom(at, now, timeZone),
  };
}
