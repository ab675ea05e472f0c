import type { Activity } from '../../domain/activity/activity.ts';
import { debitCommand, debitKey, isDue, type Link, refuseDebit, returnKey } from '../../domain/activity/debit.ts';
import type { OutboxItem, OutboxWork } from '../../domain/outbox/outbox.ts';
import { DomainError, notFound } from '../../domain/shared/errors.ts';
import type { Core } from '../core.ts';
import { isVersionMismatch } from '../write.ts';

type World = Pick<Core, 'clock' | 'transactions' | 'campaigns' | 'activities' | 'accounts' | 'capacityLog'>;
type Work = Extract<OutboxWork, { kind: 'activity.debit' }>;

/**
 * Debits the links that stand and takes back the debits of those that do not. It looks at the activities again once the debits
 * are in the ledger: a link that was given up meanwhile is taken back by whoever comes last. A refusal of the account is kept on its
 * activity; only what keeps the work from being done is thrown.
 */
export async function debitActivities(
  world: World,
  { campaignId }: Pick<OutboxItem, 'campaignId'>,
  { links, accountId, actor }: Work,
): Promise<void> {
  const campaign = await world.campaigns.find(campaignId);
  if (!campaign) throw notFound('Campaign');
  const before = await world.activities.byIds(links.map(({ activityId }) => activityId));
  const due = links.flatMap((link) => {
    const activity = before.get(link.activityId);
    return isDue(activity, link) ? [activity] : [];
  });
  await allOf(
    due.map(async (activity) => {
      try {
        await world.accounts.submit(accountId, debitCommand(activity, campaignId, campaign.createdAt, actor));
      } catch (error) {
        if (!(error instanceof DomainError) || error.kind === 'unavailable') throw error;
        await keepRefusal(world, activity, error);
      }
    }),
  );
  const after = await world.activities.byIds(links.map(({ activityId }) => activityId));
  const given = links.filter((link) => after.get(link.activityId)?.link !== link.link);
  await takeBack(world, campaignId, accountId, given, actor);
}

async function keepRefusal(world: World, activity: Activity, { code, message }: DomainError): Promise<void> {
  const document = refuseDebit(activity, { code, message, at: world.clock.now() });
  try {
    await world.transactions.commit([
      { op: 'replace', collection: 'activities', document, ifVersion: activity.version },
    ]);
  } catch (error) {
    // Somebody decided on it meanwhile, and what they decided has work of its own.
    if (!isVersionMismatch(error)) throw error;
  }
}

/** Reverses what stands of the links' debits, each at most once, by an entry that names the debit's. */
async function takeBack(
  world: World,
  campaignId: string,
  accountId: string,
  links: readonly Link[],
  actor: string,
): Promise<void> {
  if (links.length === 0) return;
  const entries = await world.capacityLog.byKeys(accountId, links.map(debitKey));
  await allOf(
    links.map(async (link) => {
      const entry = entries.get(debitKey(link));
      if (!entry) return;
      try {
        await world.accounts.submit(accountId, {
          kind: 'reverse',
          campaignId,
          key: returnKey(link),
          hash: null,
          entryId: entry.id,
          quantity: null,
          actor,
          occurredAt: null,
        });
      } catch (error) {
        // People have reversed it by hand.
        if (!(error instanceof DomainError && error.code === 'NOTHING_TO_REVERSE')) throw error;
      }
    }),
  );
}

/** Waits for all of them, and throws what the first one failed with. */
async function allOf(works: readonly Promise<void>[]): Promise<void> {
  const outcomes = await Promise.allSettled(works);
  const failed = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failed) throw failed.reason;
}
