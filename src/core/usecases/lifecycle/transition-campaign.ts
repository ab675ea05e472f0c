import type { Campaign } from '../../domain/campaign/campaign.ts';
import type { Trigger } from '../../domain/lifecycle/history.ts';
import type { CampaignStatus } from '../../domain/lifecycle/status.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';
import type { Keyed } from '../idempotent.ts';

/** Moves a campaign along one edge of its lifecycle. */
export async function transitionCampaign(
  _ports: Pick<
    Core,
    'clock' | 'ids' | 'transactions' | 'receipts' | 'campaigns' | 'companies' | 'catalogue' | 'outbox' | 'accounts'
  >,
  _context: RequestContext,
  _input: {
    readonly id: string;
    readonly to: CampaignStatus;
    readonly reason?: string | null | undefined;
    readonly trigger?: Trigger;
  },
): Promise<Keyed<Campaign>> {
  throw new DomainError('unavailable', 'UNAVAILABLE', 'Not available yet');
}
