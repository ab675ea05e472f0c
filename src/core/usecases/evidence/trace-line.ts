import { type Campaign, capacityAccountOf } from '../../domain/campaign/campaign.ts';
import type { Entry } from '../../domain/capacity/entry.ts';
import { evidenceKey } from '../../domain/evidence/evidence.ts';
import { notFound } from '../../domain/shared/errors.ts';
import type { CalendarDate, Instant } from '../../domain/shared/time.ts';
import type { RatingPorts } from '../billing/load-rating.ts';
import { type Invoice, previewInvoice } from '../billing/preview-invoice.ts';
import { loadCampaign } from '../campaigns/load-campaign.ts';
import { type LedgerLine, toLines } from '../capacity/list-ledger.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';
import { type EvidenceView, type ViewPorts, viewEvidence } from './view-evidence.ts';

/** How many entries of a line are opened; the rest is counted. */
const OPENED_MAX = 200;

/** One place behind a line: its entry, the learner's completion, the evidence of that. */
export interface TracedPlace {
  readonly entry: LedgerLine | null;
  readonly completedAt: Instant | null;
  readonly evidence: readonly EvidenceView[];
}

type InvoiceRow = Invoice['lines'][number];

export interface TracedLine {
  readonly line: InvoiceRow;
  readonly currency: string;
  readonly places: readonly TracedPlace[];
  /** Entries that are not opened. */
  readonly more: number;
}

export type TraceLinePorts = ViewPorts & RatingPorts & Pick<Core, 'clock' | 'evidence' | 'directory'>;

/**
 * A line of a month's invoice down to what it rests on: ledger entries, completions, evidence in whatever state it is in now. The line is
 * named by its meter, the first of its days, and its place among those that share both. Throws NOT_FOUND.
 */
export async function traceLine(
  ports: TraceLinePorts,
  context: RequestContext,
  input: {
    readonly campaignId: string;
    readonly month: string;
    readonly meter: string;
    readonly from: CalendarDate;
    readonly nth?: number;
  },
): Promise<TracedLine> {
  const { campaignId, month, meter, from, nth = 0 } = input;
  const campaign = await loadCampaign(ports, context, 'charges.read', campaignId);
  const invoice = await previewInvoice(ports, context, { campaignId, month });
  const line = invoice.lines.filter((each) => each.meter === meter && each.from === from)[nth];
  if (!line) throw notFound('Line');
  const opened = line.entries.slice(0, OPENED_MAX);
  const entries = await entriesOf(ports, campaign, opened);
  const [lines, completed] = await Promise.all([
    toLines(ports, context.actor, entries),
    line.meter === 'learners' ? completedOf(ports, context, campaign, line, entries) : [],
  ]);
  const places = opened.map((id): TracedPlace => {
    const { completedAt = null, evidence = [] } = completed.find(({ entryId }) => entryId === id) ?? {};
    return { entry: lines.find(({ entry }) => entry.id === id) ?? null, completedAt, evidence };
  });
  const placeless = completed.filter(({ entryId }) => entryId === null);
  return {
    line,
    currency: invoice.currency,
    places: [...places, ...placeless.map(({ completedAt, evidence }) => ({ entry: null, completedAt, evidence }))],
    more: line.entries.length - opened.length,
  };
}

async function entriesOf(ports: TraceLinePorts, campaign: Campaign, ids: readonly string[]): Promise<Entry[]> {
  if (ids.length === 0) return [];
  const entries = await ports.capacityLog.related(capacityAccountOf(campaign), ids);
  return entries.filter(({ id, campaignId }) => ids.includes(id) && campaignId === campaign.id);
}

interface Completed {
  readonly entryId: string | null;
  readonly completedAt: Instant;
  readonly evidence: readonly EvidenceView[];
}

/** The completions behind the line, each with the evidence of the line that stands for it; one without a place by its evidence alone. */
async function completedOf(
  ports: TraceLinePorts,
  context: RequestContext,
  campaign: Campaign,
  line: InvoiceRow,
  entries: readonly Entry[],
): Promise<Completed[]> {
  const [found, completions] = await Promise.all([
    ports.evidence.byIds(line.evidence.map((id) => evidenceKey(campaign.id, id))),
    ports.billingRecords.completions(campaign.id),
  ]);
  const views = await viewEvidence(ports, context.actor, campaign, found);
  const viewOf = new Map(views.map((view) => [view.evidence.evidenceId, view]));
  const entryOf = new Map(entries.map(({ subject, id }) => [subject, id]));
  return completions.flatMap(({ subject, completedAt, evidence: links }): Completed[] => {
    const entryId = entryOf.get(subject) ?? null;
    const evidence = links.flatMap(({ evidenceId }) => viewOf.get(evidenceId) ?? []);
    const isBehind = entryId !== null || (line.entries.length === 0 && evidence.length > 0);
    return isBehind ? [{ entryId, completedAt, evidence }] : [];
  });
}
