import type { z } from '@hono/zod-openapi';
import { ALERT_RULES } from '../../../core/domain/alerting/rules.ts';
import type { CampaignFigures } from '../../../core/domain/campaign/figures.ts';
import type { Figures } from '../../../core/domain/capacity/entry.ts';
import type { Forecast } from '../../../core/domain/capacity/forecast.ts';
import type { VisibleEntry } from '../../../core/domain/capacity/redact.ts';
import { bandOf, flagsOf } from '../../../core/domain/capacity/thresholds.ts';
import { type CampaignStatus, takesConsumption } from '../../../core/domain/lifecycle/status.ts';
import { ratio, SCALE, toUnits } from '../../../core/domain/shared/quantity.ts';
import { toRfc3339 } from '../../../core/domain/shared/time.ts';
import { type CapacityView, remainingOf, type TargetView } from '../../../core/usecases/capacity/capacity-view.ts';
import type { LedgerLine } from '../../../core/usecases/capacity/list-ledger.ts';
import type { CapacitySchema, ConsumptionSchema } from '../schemas/capacity.ts';
import type { EntrySchema } from '../schemas/ledger.ts';

type CapacityAnswer = z.output<typeof CapacitySchema>;

export function presentCapacity(view: CapacityView): CapacityAnswer {
  const people = { volunteers: presentTarget(view.volunteers), beneficiaries: presentTarget(view.beneficiaries) };
  const forecast = view.forecast && presentForecast(view.forecast);
  const rest = { open: view.open, ...people, forecast, sequence: view.sequence };
  if (view.figures === null || view.unit === null) return { ...NO_TERMS, ...rest };
  return { unit: view.unit, ...presentFigures(view.figures), ...rest };
}

/** The capacity as an entry left it, from the entry alone, so that a repeat of the request gives the same. */
export function presentCapacityAfter(
  entry: Pick<VisibleEntry, 'unit' | 'after' | 'sequence' | 'closed'>,
): CapacityAnswer {
  return presentCapacity({
    unit: entry.unit,
    figures: entry.after,
    open: entry.closed !== true,
    volunteers: null,
    beneficiaries: null,
    forecast: null,
    sequence: entry.sequence,
  });
}

/** The capacity as lists have it: projected, a moment behind the ledger. */
export function presentProjected(figures: CampaignFigures, status: CampaignStatus): CapacityAnswer {
  return presentCapacity({
    unit: figures.unit,
    figures,
    open: takesConsumption(status),
    volunteers: null,
    beneficiaries: null,
    forecast: null,
    sequence: figures.sequence,
  });
}

/** Of a campaign that never had terms. */
const NO_TERMS: CapacityAnswer = {
  unit: null,
  capacity: null,
  consumed: 0,
  held: 0,
  remaining: null,
  hardLimit: null,
  headroom: null,
  utilization: null,
  utilizationPercent: null,
  band: null,
  near: false,
  at: false,
  over: false,
  open: false,
  volunteers: null,
  beneficiaries: null,
  forecast: null,
  sequence: 0,
};

function presentFigures(figures: Figures) {
  const { capacity, consumed, held, hardLimit, headroom } = figures;
  const utilization = ratio(consumed, capacity);
  return {
    capacity: toUnits(capacity),
    consumed: toUnits(consumed),
    held: toUnits(held),
    remaining: toUnits(remainingOf(figures)),
    hardLimit: toUnits(hardLimit),
    headroom: toUnits(headroom),
    utilization,
    utilizationPercent: percentOf(utilization),
    band: bandOf(consumed, capacity),
    ...flagsOf(consumed, capacity),
  };
}

/** A ratio of 4 decimals is a percentage of 2, exactly. */
function percentOf(value: number | null): number | null {
  return value === null ? null : Math.round(value * SCALE) / 100;
}

function presentTarget(view: TargetView | null) {
  if (view === null) return null;
  const { target, current } = view;
  return { target, current, utilization: target === null ? null : ratio(current, target) };
}

function presentForecast({ perDay, full, limit, reason }: Forecast) {
  return { perDay, full: full && { ...full }, limit: limit && { ...limit }, reason };
}

export function presentLine({ entry, note }: LedgerLine): z.output<typeof EntrySchema> {
  return {
    id: entry.id,
    sequence: entry.sequence,
    kind: entry.kind,
    quantity: toUnits(entry.quantity),
    unit: entry.unit,
    subject: entry.subject,
    relatesTo: entry.relatesTo,
    idempotencyKey: entry.clientKey,
    actor: entry.actor,
    occurredAt: toRfc3339(entry.occurredAt),
    recordedAt: toRfc3339(entry.recordedAt),
    consumedAfter: toUnits(entry.after.consumed),
    capacityAfter: toUnits(entry.after.capacity),
    note,
  };
}

export function presentConsumption(line: LedgerLine): z.output<typeof ConsumptionSchema> {
  const raised = line.entry.thresholds?.raised ?? null;
  return {
    entry: presentLine(line),
    capacity: presentCapacityAfter(line.entry),
    crossed: raised === null ? null : { threshold: raised, severity: ALERT_RULES[raised].severity },
  };
}
