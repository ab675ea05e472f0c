import type { Write } from '../../../ports/transactions.ts';
import { type Campaign, capacityAccountOf } from '../../domain/campaign/campaign.ts';
import { daysToFill, firstDay, type PastDay } from '../../domain/metrics/backfill.ts';
import { createPastPlaces, ledgerMetrics } from '../../domain/metrics/past.ts';
import { makeSnapshot, type Snapshot } from '../../domain/metrics/snapshot.ts';
import { DomainError, invalid } from '../../domain/shared/errors.ts';
import type { MinorUnits } from '../../domain/shared/money.ts';
import { addDays, type CalendarDate, dateAt, earlierOf, isCalendarDate } from '../../domain/shared/time.ts';
import type { Spending } from '../../domain/spending/spending.ts';
import { loadCampaign } from '../campaigns/load-campaign.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';
import { idempotent, type Keyed } from '../idempotent.ts';
import { auditWrite, existsAlready } from '../write.ts';

export type BackfillPorts = Pick<
  Core,
  'campaigns' | 'capacityLog' | 'clock' | 'ids' | 'receipts' | 'snapshots' | 'spending' | 'transactions'
>;

export interface BackfillInput {
  readonly campaignId: string;
  /** Both days belong to it; from the day the campaign was made to yesterday where they are left out. */
  readonly from: CalendarDate | null;
  readonly to: CalendarDate | null;
}

export interface Backfilled {
  readonly made: number;
  readonly from: CalendarDate;
  readonly to: CalendarDate;
}

const CHUNK = 100;
const PAGE = 100;

/**
 * Makes snapshots of the ends of past days that have none, of what the ledger and the spending know; a snapshot that stands is left as it
 * is, and a second run finds nothing to do. Throws NOT_FOUND, FORBIDDEN, CAMPAIGN_NOT_OPEN and INVALID.
 */
export async function backfillSnapshots(
  ports: BackfillPorts,
  context: RequestContext,
  input: BackfillInput,
): Promise<Keyed<Backfilled>> {
  const campaign = await loadCampaign(ports, context, 'snapshot.write', input.campaignId);
  if (campaign.status === 'draft')
    throw new DomainError('conflict', 'CAMPAIGN_NOT_OPEN', 'The campaign is a draft and has no past yet', {
      details: { status: campaign.status },
    });
  const period = periodOf(ports, campaign, input);
  return idempotent<Backfilled>(ports, context, async (receiptOf) => {
    const existing = await ports.snapshots.since(campaign.id, campaign.createdAt);
    const days = daysToFill({ ...period, timeZone: campaign.timeZone }, existing, ports.clock.now());
    let made = 0;
    for (const chunk of chunksOf(await pastOf(ports, campaign, days))) made += await keep(ports, chunk);
    const result = { made, ...period };
    await ports.transactions.commit([
      auditWrite(ports, context, ports.clock.now(), {
        action: 'snapshot.backfill',
        resource: `campaigns/${campaign.id}/snapshots`,
        companyId: campaign.companyId,
        before: null,
        after: { ...result },
      }),
      ...receiptOf(result),
    ]);
    return result;
  });
}

function periodOf({ clock }: Pick<Core, 'clock'>, campaign: Campaign, { from, to }: BackfillInput) {
  for (const [path, date] of Object.entries({ from, to }))
    if (date !== null && !isCalendarDate(date))
      throw invalid([{ path, code: 'INVALID', message: `${path} must be a calendar date` }]);
  if (from !== null && to !== null && from > to)
    throw invalid([{ path: 'to', code: 'INVALID_PERIOD', message: 'to must not be before from' }], 'INVALID_PERIOD');
  const first = firstDay(from, campaign.createdAt, campaign.timeZone);
  const yesterday = addDays(dateAt(clock.now(), campaign.timeZone), -1);
  return { from: first, to: earlierOf(to ?? yesterday, yesterday) };
}

/** The figures of each day's end, by one pass over ledger and spending. */
async function pastOf(ports: BackfillPorts, campaign: Campaign, days: readonly PastDay[]): Promise<Snapshot[]> {
  if (days.length === 0) return [];
  const spending = await allSpending(ports, campaign.id);
  const snapshots: Snapshot[] = [];
  const past = createPastPlaces();
  let next = 0;
  let spent: MinorUnits = 0;
  const endDaysBefore = (instant: number) => {
    for (; next < days.length && (days[next]?.at ?? instant) < instant; next += 1) {
      const at = days[next]?.at ?? instant;
      while (spending.length > 0 && (spending.at(-1)?.recordedAt ?? 0) <= at)
        spent = spending.pop()?.spentAfter ?? spent;
      const metrics = ledgerMetrics(campaign, past.places(), spent);
      snapshots.push(makeSnapshot(campaign, 'backfilled', at, { at, metrics }));
    }
  };
  const query = { accountId: capacityAccountOf(campaign), campaignId: campaign.id };
  for await (const entry of ports.capacityLog.stream(query)) {
    endDaysBefore(entry.recordedAt);
    if (next === days.length) break;
    past.add(entry);
  }
  endDaysBefore(Number.POSITIVE_INFINITY);
  return snapshots;
}

/** Newest first, so that the oldest is taken off the end. */
async function allSpending({ spending }: Pick<Core, 'spending'>, campaignId: string): Promise<Spending[]> {
  const all: Spending[] = [];
  let cursor: string | null = null;
  do {
    const page = await spending.list({ campaignId, limit: PAGE, cursor });
    all.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return all;
}

/** Writes them, one by one where another run was quicker with some; how many are new. */
async function keep(ports: Pick<Core, 'transactions'>, snapshots: readonly Snapshot[]): Promise<number> {
  const writes = snapshots.map((document): Write => ({ op: 'insert', collection: 'snapshots', document }));
  try {
    await ports.transactions.commit(writes);
    return writes.length;
  } catch (error) {
    if (!existsAlready(error, 'snapshots')) throw error;
  }
  let made = 0;
  for (const write of writes) {
    try {
      await ports.transactions.commit([write]);
      made += 1;
    } catch (error) {
      if (!existsAlready(error, 'snapshots')) throw error;
    }
  }
  return made;
}

function chunksOf<T>(items: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(items.length / CHUNK) }, (_, index) =>
    items.slice(index * CHUNK, (index + 1) * CHUNK),
  );
}
