import type { Issue } from '../../domain/shared/errors.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import type { TermsInput } from '../../domain/terms/input.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';

/** Says what putting these terms would do. */
export async function dryRunTerms(
  _ports: Pick<Core, 'clock' | 'campaigns' | 'companies'>,
  _context: RequestContext,
  _input: { readonly campaignId: string; readonly terms: TermsInput },
): Promise<DryRun> {
  throw new DomainError('unavailable', 'UNAVAILABLE', 'Not available yet');
}

export interface DryRun {
  readonly valid: boolean;
  /** Minor units of the campaign's currency for the whole period; null where the terms or the period are incomplete. */
  readonly cost: number | null;
  readonly warnings: readonly Issue[];
  readonly errors: readonly Issue[];
  readonly proration: null;
}
