import type { Write } from '../../../ports/transactions.ts';
import {
  type BillingState,
  closesAt,
  dueAgain,
  newBillingState,
  openMonth,
  seatDaysUpTo,
} from '../../domain/billing/billing-state.ts';
import { lineItem, usageItem } from '../../domain/billing/outbox-items.ts';
import { tellSeatDays } from '../../domain/billing/seat-days.ts';
import { type Campaign, capacityAccountOf } from '../../domain/campaign/campaign.ts';
import type { Entry } from '../../domain/capacity/entry.ts';
import type { Instant } from '../../domain/shared/time.ts';
import type { Core } from '../core.ts';
import { existsAlready, untilUndisturbed } from '../write.ts';
import { draftMonth } from './draft-month.ts';
import type { RatingPorts } from './load-rating.ts';
import { startBilling } from './start-billing.ts';

export type AdvancePorts = RatingPorts & Pick<Core, 'clock' | 'transactions'>;

/** Months that are closed at once, after a long rest. */
const MONTHS_AT_ONCE = 240;

/**
 * Does what is due in billing a campaign: tells the seats of the days that have ended, closes the months whose time has come, each once,
 * and keeps how far it is in the same transaction. Nothing where the campaign has no period.
 */
export async function advanceBilling(ports: AdvancePorts, campaignId: string): Promise<void> {
  for (let round = 0; round < MONTHS_AT_ONCE; round++) {
    const isDone = await untilUndisturbed(() => advanceOnce(ports, campaignId));
    if (isDone) return;
  }
}

/** One transaction: the seat days, and at most one month. Says whether nothing more is due. */
async function advanceOnce(ports: AdvancePorts, campaignId: string): Promise<boolean> {
  const at = ports.clock.now();
  const campaign = await ports.campaigns.find(campaignId);
  const known = await ports.billingRecords.findState(campaignId);
  const state = known ?? (campaign && newBillingState(campaign, await startBilling(ports)));
  if (!campaign || !state || (known && (state.nextDueAt === null || state.nextDueAt > at))) return true;
  const days = await seatDays(ports, campaign, state, at);
  const month = await monthToClose(ports, campaign, state, at);
  const next = { ...state, ...days.state, ...month.state, version: state.version + 1 };
  const document = { ...next, nextDueAt: dueAgain(campaign, next, at) };
  await write(ports, known, document, [...days.writes, ...month.writes]);
  return document.nextDueAt === null || document.nextDueAt > at;
}

interface Step {
  readonly state: Partial<BillingState>;
  readonly writes: readonly Write[];
}

async function seatDays(ports: AdvancePorts, campaign: Campaign, state: BillingState, at: Instant): Promise<Step> {
  if (!countsSeats(campaign)) return { state: {}, writes: [] };
  const entries: Entry[] = [];
  const range = { accountId: capacityAccountOf(campaign), campaignId: campaign.id };
  for await (const entry of ports.capacityLog.stream(range)) if (entry.unit === 'seat') entries.push(entry);
  const { id: campaignId, companyId, timeZone } = campaign;
  const of = { campaignId, companyId, timeZone };
  const { events, told } = tellSeatDays(entries, state.seatDays, seatDaysUpTo(campaign, at), of);
  return {
    state: { seatDays: told },
    writes: events.map((event) => ({ op: 'insert', collection: 'outbox', document: usageItem(event, at) })),
  };
}

/** Other units are told entry by entry as they are recorded. */
function countsSeats({ terms }: Campaign): boolean {
  return terms?.model === 'seats' || (terms?.model === 'custom' && terms.capacityUnit === 'seat');
}

async function monthToClose(ports: AdvancePorts, campaign: Campaign, state: BillingState, at: Instant): Promise<Step> {
  const month = openMonth(state);
  if (closesAt(month, campaign.timeZone) > at) return { state: {}, writes: [] };
  const { id: campaignId, companyId } = campaign;
  const drafts = await draftMonth(ports, campaign, state, month);
  const lines = drafts.map((draft, index) => {
    const id = `${campaignId}.invoice.${month}.${String(index + 1).padStart(4, '0')}`;
    return { ...draft, id, version: 1, campaignId, companyId, createdAt: at };
  });
  return {
    state: { closedThrough: month },
    writes: lines.flatMap((line): Write[] => [
      { op: 'insert', collection: 'invoiceLines', document: line },
      ...(line.posted && line.amount !== 0
        ? [{ op: 'insert' as const, collection: 'outbox' as const, document: lineItem(line, at) }]
        : []),
    ]),
  };
}

async function write(
  ports: AdvancePorts,
  known: BillingState | null,
  document: BillingState,
  writes: readonly Write[],
): Promise<void> {
  const keep: Write = known
    ? { op: 'replace', collection: 'billingStates', document, ifVersion: known.version }
    : { op: 'insert', collection: 'billingStates', document };
  try {
    await ports.transactions.commit([keep, ...writes]);
  } catch (error) {
    // Another process began the campaign: it is read and decided again.
    if (known || !existsAlready(error, 'billingStates')) throw error;
  }
}
