import { type Campaign, capacityAccountOf } from '../../domain/campaign/campaign.ts';
import type { CampaignPatch } from '../../domain/campaign/input.ts';
import { patchCampaign } from '../../domain/campaign/patch-campaign.ts';
import { impactItems, noticeItems } from '../../domain/outbox/make-item.ts';
import type { OutboxItem } from '../../domain/outbox/outbox.ts';
import { invalid } from '../../domain/shared/errors.ts';
import { accountChangeOf } from '../../domain/terms/account-change.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';
import { periodWrites } from '../lifecycle/schedule-writes.ts';
import { deliverNow } from '../outbox/deliver-now.ts';
import type { OutboxWorld } from '../outbox/perform-work.ts';
import { auditWrite, requireVersion, untilUndisturbed } from '../write.ts';
import { loadCampaign } from './load-campaign.ts';
import { loadNamed } from './load-named.ts';
import { outboxWrites } from './writes.ts';

type World = OutboxWorld & Pick<Core, 'ids' | 'companies' | 'catalogue' | 'schedule'>;

export interface UpdateInput {
  readonly id: string;
  readonly ifVersion: number;
  readonly patch: CampaignPatch;
}

/**
 * Changes a campaign by a merge patch, as far as its state lets it.
 * Throws NOT_FOUND, VERSION_MISMATCH, LOCKED_FIELD (details `fields`), UNKNOWN_REFERENCE, SUBSCRIPTION_OF_OTHER_COMPANY,
 * INCOMPATIBLE_TEMPLATE_GROUP, INVALID and its kin.
 */
export async function updateCampaign(ports: World, context: RequestContext, input: UpdateInput): Promise<Campaign> {
  const { campaign, items } = await untilUndisturbed(() => writeUpdate(ports, context, input));
  await deliverNow(ports, items);
  return campaign;
}

async function writeUpdate(
  ports: World,
  context: RequestContext,
  input: UpdateInput,
): Promise<{ readonly campaign: Campaign; readonly items: readonly OutboxItem[] }> {
  const before = await loadCampaign(ports, context, 'campaign.write', input.id);
  requireVersion(before, input.ifVersion);
  const at = ports.clock.now();
  const named = await loadNamed(ports, choiceAfter(before, input.patch));
  const campaign = patchCampaign(before, input.patch, named, at);
  const reported = (await ports.impacts.find(campaign.id))?.sroi;
  const moved = await itemsOfMove(ports, before, campaign, at);
  const items = [...moved, ...impactItems(campaign, before, reported, at)];
  const schedule = isScheduledAlike(before, campaign) ? [] : await periodWrites(ports, campaign, at);
  await ports.transactions.commit([
    { op: 'replace', collection: 'campaigns', document: campaign, ifVersion: before.version },
    ...outboxWrites(items),
    ...schedule,
    auditWrite(ports, context, at, {
      action: 'campaign.update',
      resource: `campaigns/${campaign.id}`,
      companyId: campaign.companyId,
      before,
      after: campaign,
    }),
  ]);
  return { campaign, items };
}

/** What the campaign will name; a template that is named anew is taken in its newest version. */
function choiceAfter(before: Campaign, patch: CampaignPatch): Parameters<typeof loadNamed>[1] {
  const { programTemplateId = before.programTemplateId, beneficiaryGroupId = before.beneficiaryGroupId } = patch;
  const isKept = programTemplateId === before.programTemplateId;
  return {
    programTemplateId,
    beneficiaryGroupId,
    programTemplateVersion: isKept ? before.programTemplateVersion : null,
  };
}

function isScheduledAlike(a: Campaign, b: Campaign): boolean {
  const isSamePeriod = a.startDate === b.startDate && a.endDate === b.endDate && a.timeZone === b.timeZone;
  return isSamePeriod && a.companyId === b.companyId;
}

/** A campaign that moves to another company takes its capacity account with it, unless the account is its subscription's. */
async function itemsOfMove(ports: World, before: Campaign, after: Campaign, at: number): Promise<OutboxItem[]> {
  if (before.companyId === after.companyId) return [];
  if (!(await ports.companies.find(after.companyId)))
    throw invalid(
      [{ path: 'companyId', code: 'UNKNOWN_REFERENCE', message: 'The company does not exist' }],
      'UNKNOWN_REFERENCE',
    );
  if (!after.terms) return [];
  if (after.terms.model === 'bundle')
    throw invalid(
      [
        {
          path: 'companyId',
          code: 'SUBSCRIPTION_OF_OTHER_COMPANY',
          message: 'The campaign shares a subscription of its company',
        },
      ],
      'SUBSCRIPTION_OF_OTHER_COMPANY',
    );
  const change = accountChangeOf(after, after.terms, null);
  return noticeItems(after, [{ accountId: capacityAccountOf(after), change, dueAt: null }], at);
}
