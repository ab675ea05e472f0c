import type { BillingAnswer, BillingService } from '../../../ports/billing-service.ts';
import { postponedItem, refusedItem } from '../../domain/billing/outbox-items.ts';
import type { OutboxItem } from '../../domain/outbox/outbox.ts';
import { delivered } from '../../domain/outbox/settle.ts';
import { type Instant, SECOND } from '../../domain/shared/time.ts';
import type { Core } from '../core.ts';
import type { BackgroundJob, BackgroundOptions } from '../followers/background.ts';
import { leasedJob } from '../followers/leased-job.ts';
import { isVersionMismatch } from '../write.ts';

type Ports = Pick<Core, 'clock' | 'leases' | 'outbox' | 'transactions'>;

const LOOK_EVERY = SECOND;
/** Items that are looked at, and events that are sent, at once. */
const ITEMS_AT_ONCE = 500;
const EVENTS_AT_ONCE = 100;

/** The job that delivers what waits for billing, in its order within each campaign. */
export function createBillingRelay(core: Ports, billing: BillingService, options: BackgroundOptions): BackgroundJob {
  return leasedJob(
    core,
    'deliver-billing',
    async (running, lateSince) => {
      const relay = createRelay(core, billing);
      while (!running.aborted) {
        const [oldest] = await core.outbox.pendingBilling(1, []);
        lateSince(oldest?.createdAt);
        const { sent } = await relay.pass(running);
        if (sent < ITEMS_AT_ONCE) await options.sleep(LOOK_EVERY, running);
      }
    },
    options,
  );
}

export interface Relay {
  /** Sends what is due once; how many items came to an outcome. */
  pass(signal?: AbortSignal): Promise<{ readonly sent: number }>;
}

/** Sends by campaign and in order: what waits to be tried again holds back what follows it in its campaign, and nothing else. */
export function createRelay(core: Omit<Ports, 'leases'>, billing: BillingService): Relay {
  /** Until when a campaign's next item waits, and until when the service asked to be left alone. */
  const waiting = new Map<string, Instant>();
  let restUntil: Instant = 0;

  async function pass(signal?: AbortSignal): Promise<{ sent: number }> {
    const now = core.clock.now();
    if (now < restUntil) return { sent: 0 };
    for (const [campaignId, until] of waiting) if (until <= now) waiting.delete(campaignId);
    const items = await core.outbox.pendingBilling(ITEMS_AT_ONCE, [...waiting.keys()]);
    const queues = Map.groupBy(items, ({ campaignId }) => campaignId);
    for (const [campaignId, [head]] of queues)
      if (head && head.nextAttemptAt > now) hold(campaignId, head.nextAttemptAt);
    let sent = 0;
    for (;;) {
      if (signal?.aborted || core.clock.now() < restUntil) return { sent };
      const batch = nextBatch(queues);
      if (batch.length === 0) return { sent };
      sent += await send(batch);
      for (const { campaignId } of batch) queues.get(campaignId)?.shift();
    }
  }

  /** The next events of every campaign that may go on, or else the next line of one. */
  function nextBatch(queues: ReadonlyMap<string, readonly OutboxItem[]>): OutboxItem[] {
    const open = [...queues].filter(([campaignId]) => !waiting.has(campaignId)).map(([, queue]) => queue);
    const events = open.flatMap((queue) => {
      const end = queue.findIndex(({ work }) => work.kind !== 'billing.usage');
      return queue.slice(0, end === -1 ? queue.length : end);
    });
    if (events.length > 0) return events.slice(0, EVENTS_AT_ONCE);
    return open.flatMap(([head]) => head ?? []).slice(0, 1);
  }

  /** Says how many items came to an outcome. */
  async function send(batch: readonly OutboxItem[]): Promise<number> {
    const answers = await ask(batch);
    const at = core.clock.now();
    const outcomes: OutboxItem[] = [];
    const tried: OutboxItem[] = [];
    for (const [index, item] of batch.entries()) {
      const answer = answers[index];
      if (!answer || waiting.has(item.campaignId)) continue;
      if (answer.outcome === 'accepted') outcomes.push(delivered(item, at));
      else if (answer.outcome === 'refused') outcomes.push(refusedItem(item, answer.reason));
      else {
        const { reason, retryAfter, untried } = answer;
        if (untried || retryAfter !== null) restUntil = Math.max(restUntil, at + (retryAfter ?? SECOND));
        const later = postponedItem(item, reason, retryAfter, at);
        hold(item.campaignId, untried ? restUntil : later.nextAttemptAt);
        if (!untried) tried.push(later);
      }
    }
    await keep([...outcomes, ...tried]);
    return outcomes.length;
  }

  async function ask(batch: readonly OutboxItem[]): Promise<readonly BillingAnswer[]> {
    const events = batch.flatMap(({ work }) => (work.kind === 'billing.usage' ? work.event : []));
    const [first] = batch;
    return first?.work.kind === 'billing.line' ? [await billing.postLine(first.work.line)] : billing.sendUsage(events);
  }

  function hold(campaignId: string, until: Instant): void {
    waiting.set(campaignId, until);
  }

  /** What somebody else has settled meanwhile stays as they left it. */
  async function keep(items: readonly OutboxItem[]): Promise<void> {
    if (items.length === 0) return;
    try {
      await core.transactions.commit(
        items.map((document) => ({ op: 'replace', collection: 'outbox', document, ifVersion: document.version - 1 })),
      );
    } catch (error) {
      if (!isVersionMismatch(error)) throw error;
      if (items.length > 1) for (const item of items) await keep([item]);
    }
  }

  return { pass };
}
