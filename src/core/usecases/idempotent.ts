import type { Write } from '../../ports/transactions.ts';
import { DomainError } from '../domain/shared/errors.ts';
import type { RequestContext } from './context.ts';
import type { Core } from './core.ts';

/** The answer to a keyed request, and whether it is the first one given again. */
export interface Keyed<T> {
  readonly result: T;
  readonly replayed: boolean;
}

/** Makes the write that keeps the result as the first answer; none where the request carries no key. */
export type ReceiptOf<T> = (result: T) => Write[];

/**
 * Does keyed work once: the same key and body get the first answer again, another body throws IDEMPOTENCY_KEY_REUSED.
 * `act` must commit the receipt with its effect; of two that run at once, the unique receipt lets one through. Work that
 * wrote nothing keeps no key.
 */
export async function idempotent<T>(
  ports: Pick<Core, 'receipts' | 'clock'>,
  context: RequestContext,
  act: (receiptOf: ReceiptOf<T>) => Promise<T>,
): Promise<Keyed<T>> {
  const { idempotency, actor } = context;
  if (!idempotency) return { result: await act(() => []), replayed: false };
  const id = `${actor.id} ${idempotency.scope} ${idempotency.key}`;
  const { hash } = idempotency;
  const first = await firstAnswer<T>(ports, id, hash);
  if (first) return first;
  const receiptOf: ReceiptOf<T> = (result) => [
    { op: 'insert', collection: 'receipts', document: { id, hash, result, at: ports.clock.now() } },
  ];
  try {
    return { result: await act(receiptOf), replayed: false };
  } catch (error) {
    const meanwhile = error instanceof DomainError ? await firstAnswer<T>(ports, id, hash) : null;
    if (meanwhile) return meanwhile;
    throw error;
  }
}

async function firstAnswer<T>(ports: Pick<Core, 'receipts'>, id: string, hash: string): Promise<Keyed<T> | null> {
  const receipt = await ports.receipts.find(id);
  if (!receipt) return null;
  if (receipt.hash !== hash)
    throw new DomainError('invalid', 'IDEMPOTENCY_KEY_REUSED', 'This key was used for another request');
  return { result: receipt.result as T, replayed: true };
}
