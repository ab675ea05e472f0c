import { movesMark, sroiMark } from '../alerting/impact-watch.ts';
import type { Campaign } from '../campaign/campaign.ts';
import type { AccountChange } from '../capacity/entry.ts';
import type { CampaignImpact, PeopleFigure } from '../metrics/impact.ts';
import { type Instant, SECOND } from '../shared/time.ts';
import type { OutboxItem, OutboxWork } from './outbox.ts';

/** How long the writer of an item has to do its work itself, before the relay takes it up. */
export const GRACE = 5 * SECOND;

/** Something that a capacity account is to be told; `dueAt` null or past: now. */
export interface AccountNotice {
  readonly accountId: string;
  readonly change: AccountChange;
  readonly dueAt: Instant | null;
}

/** An item whose id is fixed by the campaign's version that caused it, and by what it is for. */
export function makeItem(
  campaign: Pick<Campaign, 'id' | 'companyId' | 'version'>,
  purpose: string,
  work: OutboxWork,
  at: Instant,
  dueAt: Instant | null = null,
): OutboxItem {
  return {
    id: `${campaign.id}.v${campaign.version}.${purpose}`,
    version: 1,
    campaignId: campaign.id,
    companyId: campaign.companyId,
    work,
    state: 'pending',
    attempts: 0,
    lastError: null,
    nextAttemptAt: Math.max(at + GRACE, dueAt ?? 0),
    createdAt: at,
    deliveredAt: null,
  };
}

/**
 * The item that has a campaign's SROI and spending held against their bars, where its change may have crossed one; else none. One that
 * becomes active is always looked at, since it may be reported of at the same time.
 */
export function impactItems(
  campaign: Campaign,
  before: Campaign,
  reported: PeopleFigure | undefined,
  at: Instant,
): OutboxItem[] {
  const sroi = reported ?? { value: null, people: 0 };
  const isActivated = campaign.status === 'active' && before.status !== 'active';
  if (!isActivated && !movesMark({ campaign: before, sroi }, { campaign, sroi })) return [];
  return [makeItem(campaign, 'alert.impact', { kind: 'alert.impact' }, at)];
}

/** The same where another SROI was reported, whatever the campaign's state, which may be another by the time of the write. */
export function reportItems(
  campaign: Pick<Campaign, 'id' | 'companyId' | 'version'>,
  before: CampaignImpact | null,
  after: CampaignImpact,
): OutboxItem[] {
  if (sroiMark(before?.sroi.value ?? null) === sroiMark(after.sroi.value)) return [];
  const item = makeItem(campaign, 'alert.impact', { kind: 'alert.impact' }, after.updatedAt);
  return [{ ...item, id: `${campaign.id}.r${after.version}.alert.impact` }];
}

/** The items that tell capacity accounts of a change, in the order in which they are to be told. */
export function noticeItems(
  campaign: Pick<Campaign, 'id' | 'companyId' | 'version'>,
  notices: readonly AccountNotice[],
  at: Instant,
): OutboxItem[] {
  return notices.map(({ accountId, change, dueAt }, order) =>
    makeItem(campaign, `${order}.capacity.${change.kind}`, { kind: 'capacity.apply', accountId, change }, at, dueAt),
  );
}
