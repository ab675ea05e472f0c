import { evidenceKey } from '../../domain/evidence/evidence.ts';
import { notFound } from '../../domain/shared/errors.ts';
import { loadCampaign } from '../campaigns/load-campaign.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';
import { auditWrite } from '../write.ts';

/**
 * Erases the excerpt of evidence, also of a closed campaign; the evidence stays, and the audit says that, not what.
 * Throws NOT_FOUND (also where there is no excerpt, or none any more) and FORBIDDEN.
 */
export async function eraseExcerpt(
  ports: Pick<Core, 'campaigns' | 'evidence' | 'notes' | 'transactions' | 'clock' | 'ids'>,
  context: RequestContext,
  input: { readonly campaignId: string; readonly evidenceId: string },
): Promise<void> {
  const { id, companyId } = await loadCampaign(ports, context, 'evidence.erase', input.campaignId);
  const [found] = await ports.evidence.byIds([evidenceKey(id, input.evidenceId)]);
  const excerptId = found?.excerptId ?? null;
  if (excerptId === null || !(await ports.notes.byIds([excerptId])).has(excerptId)) throw notFound('Excerpt');
  const resource = `campaigns/${id}/evidence/${input.evidenceId}`;
  const audited = { action: 'evidence.erase-excerpt', resource, companyId, before: null, after: null };
  await ports.transactions.commit([auditWrite(ports, context, ports.clock.now(), audited)]);
  await ports.notes.erase(excerptId);
}
