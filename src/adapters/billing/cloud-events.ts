import type { UsageEvent } from '../../core/domain/billing/usage-event.ts';
import { toUnits } from '../../core/domain/shared/quantity.ts';
import { toRfc3339 } from '../../core/domain/shared/time.ts';

export const BATCH_TYPE = 'application/cloudevents-batch+json';
export const USAGE_TYPE = 'campaign.usage';

/** One event of use as a CloudEvents 1.0 JSON object; `source` and `id` tell a repeat. */
export interface CloudEvent {
  readonly specversion: '1.0';
  readonly id: string;
  readonly source: string;
  readonly type: typeof USAGE_TYPE;
  readonly subject: string;
  readonly time: string;
  readonly datacontenttype: 'application/json';
  readonly data: {
    readonly campaignId: string;
    readonly companyId: string;
    readonly meter: string;
    readonly quantity: number;
    readonly unit: string;
    readonly period?: string;
    readonly entryId?: string;
  };
}

export function toCloudEvent(event: UsageEvent): CloudEvent {
  const { id, campaignId, companyId, meter, unit, period, entryId } = event;
  return {
    specversion: '1.0',
    id,
    source: `/campaigns/${campaignId}`,
    type: USAGE_TYPE,
    subject: companyId,
    time: toRfc3339(event.time),
    datacontenttype: 'application/json',
    data: {
      campaignId,
      companyId,
      meter,
      quantity: toUnits(event.quantity),
      unit,
      ...(period !== null && { period }),
      ...(entryId !== null && { entryId }),
    },
  };
}
