import type { Entry } from '../capacity/entry.ts';
import { bandOf, flagsOf } from '../capacity/thresholds.ts';
import { ratio, toUnits } from '../shared/quantity.ts';
import { toRfc3339 } from '../shared/time.ts';
import type { Alert, AlertAction } from './alert.ts';
import { figureOf } from './figure.ts';
import { type Audience, actionFor, recipientsFor } from './redact.ts';

/** What a live event says of an alert: the fields of the alert resource, instants in RFC 3339, utilization of 4 decimals. */
export function alertEventData(alert: Alert) {
  return {
    id: alert.id,
    campaignId: alert.campaignId,
    companyId: alert.companyId,
    kind: alert.kind,
    threshold: alert.threshold,
    severity: alert.severity,
    recipients: alert.recipients,
    action: alert.action,
    state: alert.state,
    utilization: ratio(alert.consumed, alert.capacity),
    ...figureOf(alert),
    raisedAt: toRfc3339(alert.raisedAt),
    resolvedAt: alert.resolvedAt === null ? null : toRfc3339(alert.resolvedAt),
    entryId: alert.entryId,
  };
}

/** What a live event says of a campaign's capacity as an entry left it: quantities in units, utilization of 4 decimals. */
export function capacityEventData(entry: Entry, companyId: string) {
  const { consumed, held, capacity, hardLimit, headroom } = entry.after;
  return {
    campaignId: entry.campaignId,
    companyId,
    unit: entry.unit,
    capacity: toUnits(capacity),
    consumed: toUnits(consumed),
    held: toUnits(held),
    remaining: toUnits(Math.max(0, capacity - consumed - held)),
    hardLimit: toUnits(hardLimit),
    headroom: toUnits(headroom),
    utilization: ratio(consumed, capacity),
    band: bandOf(consumed, capacity),
    ...flagsOf(consumed, capacity),
    sequence: entry.sequence,
  };
}

type EventData = Readonly<Record<string, unknown>>;

/** The data of a live event for an audience: companies learn neither our interest in them nor who did something. */
export function redactEventData(data: EventData, audience: Audience): EventData {
  if (audience === 'staff') return data;
  return {
    ...data,
    ...('action' in data && { action: actionFor(audience, data.action as AlertAction) }),
    ...(Array.isArray(data.recipients) && { recipients: recipientsFor(audience, data.recipients as string[]) }),
    ...('actor' in data && { actor: null }),
  };
}
