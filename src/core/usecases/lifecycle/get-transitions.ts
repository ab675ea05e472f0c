import type { TransitionRecord } from '../../domain/lifecycle/history.ts';
import type { CampaignStatus } from '../../domain/lifecycle/status.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';

/** History and what may come next. */
export async function getTransitions(
  _ports: Pick<Core, 'clock' | 'campaigns' | 'companies' | 'catalogue'>,
  _context: RequestContext,
  _input: { readonly id: string },
): Promise<{
  readonly items: readonly TransitionRecord[];
  readonly allowed: readonly {
    readonly to: CampaignStatus;
    readonly guards: readonly { readonly code: string; readonly message: string }[];
  }[];
}> {
  throw new DomainError('unavailable', 'UNAVAILABLE', 'Not available yet');
}
