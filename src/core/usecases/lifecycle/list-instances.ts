import type { Instance } from '../../domain/lifecycle/instance.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';

/** Instances. */
export async function listInstances(
  _ports: Pick<Core, 'campaigns'>,
  _context: RequestContext,
  _input: { readonly campaignId: string },
): Promise<{ readonly items: readonly Instance[] }> {
  throw new DomainError('unavailable', 'UNAVAILABLE', 'Not available yet');
}
