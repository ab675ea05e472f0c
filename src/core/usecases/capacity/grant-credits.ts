import { createChecker } from '../../domain/shared/check.ts';
import { notFound } from '../../domain/shared/errors.ts';
import { parseMoney } from '../../domain/shared/money.ts';
import type { Instant } from '../../domain/shared/time.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';
import {
  type CapacityAnswer,
  type ClientKey,
  checkNote,
  fullKey,
  readQuantity,
  writeWithNote,
} from './capacity-request.ts';
import { findPlace } from './directory.ts';
import { type GrantView, grantView } from './list-grants.ts';

/** Where a grant stands in the burn order unless its maker says otherwise; lower burns first. */
export const DEFAULT_PRIORITY = 100;
export const PRIORITY_MAX = 1_000;

export interface GrantInput extends ClientKey {
  readonly campaignId: string;
  readonly quantity: number;
  readonly startsAt?: Instant | null | undefined;
  readonly expiresAt?: Instant | null | undefined;
  readonly priority?: number | undefined;
  /** In the campaign's currency; free where absent. */
  readonly cost?: string | null | undefined;
  readonly note?: string | null | undefined;
}

/**
 * Gives a campaign further credits, at once or from a later instant. Throws CAMPAIGN_NOT_OPEN once the campaign is completed or closed,
 * NO_CAPACITY before there are terms, INVALID_QUANTITY where the unit is not a credit, INVALID for a grant that would end before it starts.
 */
export async function grantCredits(
  ports: Pick<Core, 'ids' | 'accounts' | 'directory' | 'notes' | 'campaigns'>,
  { actor }: RequestContext,
  input: GrantInput,
): Promise<{ readonly outcome: CapacityAnswer['outcome']; readonly grant: GrantView; readonly currency: string }> {
  const { campaignId, accountId } = await findPlace(ports.directory, actor, 'terms.write', input.campaignId);
  const campaign = await ports.campaigns.find(campaignId);
  if (!campaign) throw notFound('Campaign');
  const checker = createChecker();
  const cost = input.cost == null ? 0 : parseMoney(input.cost, campaign.currency);
  if (cost === null || cost < 0)
    checker.add('cost', 'INVALID', 'The cost must be an amount of at least 0 in the campaign’s currency');
  checker.done();
  const identity = fullKey(ports, campaignId, input);
  const quantity = readQuantity(input.quantity);
  const answer = await writeWithNote(ports, actor, campaignId, checkNote('note', input.note), (noteId) =>
    ports.accounts.submit(accountId, {
      kind: 'grant',
      campaignId,
      ...identity,
      grantId: ports.ids.next(),
      quantity,
      startsAt: input.startsAt ?? null,
      expiresAt: input.expiresAt ?? null,
      priority: input.priority ?? DEFAULT_PRIORITY,
      cost: cost ?? 0,
      actor: actor.id,
      occurredAt: null,
      ...(noteId !== undefined && { noteId }),
    }),
  );
  return { outcome: answer.outcome, grant: grantView(answer.entry, answer.note, null), currency: campaign.currency };
}
