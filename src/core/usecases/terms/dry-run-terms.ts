import { DomainError, type Issue } from '../../domain/shared/errors.ts';
import { decideTerms } from '../../domain/terms/decide-terms.ts';
import type { TermsInput } from '../../domain/terms/input.ts';
import { parseTerms } from '../../domain/terms/parse-terms.ts';
import { termsWarnings } from '../../domain/terms/warnings.ts';
import { loadCampaign } from '../campaigns/load-campaign.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';
import { loadTermsWorld } from './put-terms.ts';

export interface DryRun {
  readonly valid: boolean;
  /** Minor units of the campaign's currency for the whole period; null where the terms or the period are incomplete. */
  readonly cost: number | null;
  readonly warnings: readonly Issue[];
  readonly errors: readonly Issue[];
  readonly proration: null;
}

/** What putting these terms would do, with nothing written. Throws NOT_FOUND or FORBIDDEN. */
export async function dryRunTerms(
  ports: Pick<Core, 'clock' | 'campaigns' | 'companies'>,
  context: RequestContext,
  input: { readonly campaignId: string; readonly terms: TermsInput },
): Promise<DryRun> {
  const campaign = await loadCampaign(ports, context, 'terms.write', input.campaignId);
  const world = await loadTermsWorld(ports, context, campaign, input.terms);
  const { terms } = parseTerms(input.terms, campaign.currency, '0000-01-01');
  try {
    const decision = decideTerms(campaign, input.terms, world);
    const subscriptions = decision?.subscriptions ?? [world.subscription];
    const share = subscriptions.map((found) => found?.shares[campaign.id]).find((found) => found !== undefined);
    const warnings = terms ? termsWarnings(campaign, terms, share?.capacity ?? 0) : [];
    return { valid: true, cost: null, warnings, errors: [], proration: null };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const errors = error.issues.length > 0 ? error.issues : [{ path: '', code: error.code, message: error.message }];
    return { valid: false, cost: null, warnings: [], errors, proration: null };
  }
}
