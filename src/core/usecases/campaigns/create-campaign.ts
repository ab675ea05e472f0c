import { requirePermission } from '../../domain/access/permissions.ts';
import type { Campaign } from '../../domain/campaign/campaign.ts';
import type { CampaignInput } from '../../domain/campaign/input.ts';
import { makeCampaign } from '../../domain/campaign/make-campaign.ts';
import { noticeItems } from '../../domain/outbox/make-item.ts';
import type { OutboxItem } from '../../domain/outbox/outbox.ts';
import { DomainError, invalid } from '../../domain/shared/errors.ts';
import { decideTerms, type TermsDecision } from '../../domain/terms/decide-terms.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';
import { idempotent, type Keyed } from '../idempotent.ts';
import { deliverNow } from '../outbox/deliver-now.ts';
import type { OutboxWorld } from '../outbox/perform-work.ts';
import { auditWrite, untilUndisturbed } from '../write.ts';
import { loadNamed } from './load-named.ts';
import { outboxWrites, termsWrites } from './writes.ts';

type World = OutboxWorld & Pick<Core, 'ids' | 'receipts' | 'companies' | 'catalogue'>;

/**
 * Makes a draft; what is given must be valid, the rest may come later.
 * Throws FORBIDDEN, UNKNOWN_REFERENCE, INVALID and its kin, INCOMPATIBLE_TEMPLATE_GROUP (details `reasons`), or what putting terms throws.
 */
export async function createCampaign(
  ports: World,
  context: RequestContext,
  input: CampaignInput,
): Promise<Keyed<Campaign>> {
  requirePermission(context.actor, 'campaign.write');
  if (input.terms) requirePermission(context.actor, 'terms.write');
  const id = ports.ids.next();
  let items: readonly OutboxItem[] = [];
  const answer = await idempotent<Campaign>(ports, context, (receiptOf) =>
    untilUndisturbed(async () => {
      const draft = await makeDraft(ports, context, input, id);
      const terms = await decideFirstTerms(ports, context, input, draft);
      const campaign = terms?.campaign ?? draft;
      const { companyId, createdAt } = campaign;
      items = terms ? noticeItems(campaign, terms.notices, createdAt) : [];
      const resource = `campaigns/${id}`;
      await ports.transactions.commit([
        { op: 'insert', collection: 'campaigns', document: campaign },
        ...(terms ? termsWrites(terms) : []),
        ...outboxWrites(items),
        auditWrite(ports, context, createdAt, {
          action: 'campaign.create',
          resource,
          companyId,
          before: null,
          after: campaign,
        }),
        ...receiptOf(campaign),
      ]);
      return campaign;
    }),
  );
  if (!answer.replayed) await deliverNow(ports, items);
  return answer;
}

async function makeDraft(ports: World, context: RequestContext, input: CampaignInput, id: string): Promise<Campaign> {
  const { programTemplateId, beneficiaryGroupId } = input;
  const [company, named] = await Promise.all([
    ports.companies.find(input.companyId),
    loadNamed(ports, {
      programTemplateId: programTemplateId ?? null,
      programTemplateVersion: null,
      beneficiaryGroupId: beneficiaryGroupId ?? null,
    }),
  ]);
  if (!company)
    throw invalid(
      [{ path: 'companyId', code: 'UNKNOWN_REFERENCE', message: 'The company does not exist' }],
      'UNKNOWN_REFERENCE',
    );
  return makeCampaign(input, company, named, { id, at: ports.clock.now(), by: context.actor.id });
}

async function decideFirstTerms(
  ports: World,
  context: RequestContext,
  { terms }: CampaignInput,
  draft: Campaign,
): Promise<TermsDecision | null> {
  if (!terms) return null;
  const subscription =
    terms.model === 'bundle' && terms.subscriptionId
      ? await ports.companies.findSubscription(terms.subscriptionId)
      : null;
  const world = { subscription, previous: null, newest: null, by: context.actor.id, at: draft.createdAt };
  try {
    return decideTerms({ ...draft, version: 0 }, terms, world);
  } catch (error) {
    throw error instanceof DomainError ? underTerms(error) : error;
  }
}

/** The same refusal with its paths below `terms`, where the caller gave them. */
function underTerms({ kind, code, message, issues, details }: DomainError): DomainError {
  const placed = issues.map((issue) => ({ ...issue, path: `terms.${issue.path}` }));
  return new DomainError(kind, code, message, { issues: placed, details });
}
