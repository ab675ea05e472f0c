import type { Campaign } from '../../domain/campaign/campaign.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import type { TermsInput } from '../../domain/terms/input.ts';
import type { TermsVersion } from '../../domain/terms/terms.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';

/** Puts terms. */
export async function putTerms(
  _ports: Pick<Core, 'clock' | 'ids' | 'transactions' | 'campaigns' | 'companies' | 'outbox' | 'accounts'>,
  _context: RequestContext,
  _input: { readonly campaignId: string; readonly ifVersion: number; readonly terms: TermsInput },
): Promise<{ readonly campaign: Campaign; readonly version: TermsVersion }> {
  throw new DomainError('unavailable', 'UNAVAILABLE', 'Not available yet');
}
