import type { Campaign } from '../../domain/campaign/campaign.ts';
import { noticeItems } from '../../domain/outbox/make-item.ts';
import { decideTerms, type TermsWorld } from '../../domain/terms/decide-terms.ts';
import type { TermsInput } from '../../domain/terms/input.ts';
import type { TermsVersion } from '../../domain/terms/terms.ts';
import { loadCampaign } from '../campaigns/load-campaign.ts';
import { loadSubscription } from '../campaigns/load-named.ts';
import { outboxWrites, termsWrites } from '../campaigns/writes.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';
import { deliverNow } from '../outbox/deliver-now.ts';
import type { OutboxWorld } from '../outbox/perform-work.ts';
import { auditWrite, requireVersion, untilUndisturbed } from '../write.ts';

/**
 * Puts commercial terms as a new version and tells the capacity account; the terms that stand already change nothing.
 * Throws NOT_FOUND, VERSION_MISMATCH, LOCKED_FIELD, INVALID_TERMS, SUBSCRIPTION_NOT_ACTIVE, SUBSCRIPTION_OF_OTHER_COMPANY, SHARES_EXCEEDED.
 */
export async function putTerms(
  ports: OutboxWorld & Pick<Core, 'ids' | 'companies'>,
  context: RequestContext,
  input: { readonly campaignId: string; readonly ifVersion: number; readonly terms: TermsInput },
): Promise<{ readonly campaign: Campaign; readonly version: TermsVersion }> {
  const { result, items } = await untilUndisturbed(async () => {
    const before = await loadCampaign(ports, context, 'terms.write', input.campaignId);
    requireVersion(before, input.ifVersion);
    const world = await loadTermsWorld(ports, context, before, input.terms);
    const decision = decideTerms(before, input.terms, world);
    if (!decision) return { result: { campaign: before, version: world.newest as TermsVersion }, items: [] };
    const { campaign, version, notices } = decision;
    const items = noticeItems(campaign, notices, world.at);
    const { id, companyId } = campaign;
    await ports.transactions.commit([
      { op: 'replace', collection: 'campaigns', document: campaign, ifVersion: before.version },
      ...termsWrites(decision),
      ...outboxWrites(items),
      auditWrite(ports, context, world.at, {
        action: 'terms.put',
        resource: `campaigns/${id}`,
        companyId,
        before,
        after: campaign,
      }),
    ]);
    return { result: { campaign, version }, items };
  });
  await deliverNow(ports, items);
  return result;
}

/** What deciding on new terms of a campaign rests on. */
export async function loadTermsWorld(
  ports: Pick<Core, 'clock' | 'campaigns' | 'companies'>,
  context: RequestContext,
  campaign: Campaign,
  { model, subscriptionId }: TermsInput,
): Promise<TermsWorld> {
  const [previous, subscription, versions] = await Promise.all([
    loadSubscription(ports, campaign.terms),
    model === 'bundle' && subscriptionId ? ports.companies.findSubscription(subscriptionId) : null,
    ports.campaigns.termsVersions(campaign.id),
  ]);
  return { previous, subscription, newest: versions[0] ?? null, by: context.actor.id, at: ports.clock.now() };
}
