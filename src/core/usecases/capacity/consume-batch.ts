import { DomainError } from '../../domain/shared/errors.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';
import { type CapacityAnswer, requirePlaces } from './capacity-request.ts';
import { type CapacityView, viewOf } from './capacity-view.ts';
import { type ConsumePorts, type ConsumptionInput, consumeAt } from './consume-capacity.ts';
import { findPlace } from './directory.ts';

export type BatchResult =
  | { readonly key: string; readonly answer: CapacityAnswer }
  | { readonly key: string; readonly error: DomainError };

/**
 * Takes capacity for many items at once, each exactly once for its own key; a refused item does not stop the rest.
 * Results stand in the order given; `capacity` is the campaign's as it stands afterwards. Throws what concerns all items:
 * NOT_FOUND, FORBIDDEN, UNAVAILABLE.
 */
export async function consumeBatch(
  ports: ConsumePorts & Pick<Core, 'clock'>,
  context: RequestContext,
  input: { readonly campaignId: string; readonly items: readonly ConsumptionInput[] },
): Promise<{ readonly results: readonly BatchResult[]; readonly capacity: CapacityView }> {
  const place = await findPlace(ports.directory, context.actor, 'capacity.consume', input.campaignId);
  requirePlaces(context.actor, place);
  const results = await Promise.all(
    input.items.map(async (item): Promise<BatchResult> => {
      try {
        return { key: item.key, answer: await consumeAt(ports, context, place, item) };
      } catch (error) {
        if (error instanceof DomainError) return { key: item.key, error };
        throw error;
      }
    }),
  );
  const account = await ports.accounts.read(place.accountId);
  return { results, capacity: viewOf(account, place.campaignId) };
}
