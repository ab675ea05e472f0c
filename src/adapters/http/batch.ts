import type { Context } from 'hono';
import { DomainError } from '../../core/domain/shared/errors.ts';
import type { BatchResult } from '../../core/usecases/capacity/consume-batch.ts';
import type { ConsumptionInput } from '../../core/usecases/capacity/consume-capacity.ts';
import type { Hasher } from '../../ports/hasher.ts';
import type { HttpEnv } from './env.ts';
import { presentLine } from './present/capacity.ts';
import { toProblem } from './problem.ts';
import { digest } from './request.ts';
import { BatchItemSchema } from './schemas/capacity.ts';
import { refusalOf } from './validation.ts';

/** An item of a batch as it can be used, or why it cannot. */
export type BatchItem =
  | { readonly key: string; readonly input: ConsumptionInput }
  | { readonly key: string | null; readonly error: DomainError };

/** Reads each item by itself; its digest covers method, path and the item. */
export function readItems(c: Context<HttpEnv>, hasher: Hasher, items: readonly unknown[]): BatchItem[] {
  return items.map((raw) => {
    const key = keyOf(raw);
    if (key === null) {
      const message = 'Each item needs a key of 1 to 255 characters';
      return { key, error: new DomainError('malformed', 'IDEMPOTENCY_KEY_REQUIRED', message) };
    }
    const parsed = BatchItemSchema.safeParse(raw);
    if (!parsed.success) return { key, error: refusalOf('json', parsed.error) };
    return { key, input: { ...parsed.data, hash: digest(c, hasher, JSON.stringify(raw)) } };
  });
}

/** One result for each item, in its order; `results` has one for each item that could be read, in the same order. */
export function mergeResults(items: readonly BatchItem[], results: readonly BatchResult[]) {
  const remaining = results.values();
  return items.map((item) => {
    const result = 'input' in item ? remaining.next().value : item;
    if (!result) throw new Error('A batch answered fewer items than it was given');
    if ('answer' in result) {
      const { outcome } = result.answer;
      return { key: result.key, status: outcome === 'existing' ? 200 : 201, entry: presentLine(result.answer) };
    }
    const problem = toProblem(result.error);
    return { key: result.key, status: problem.status, problem };
  });
}

function keyOf(raw: unknown): string | null {
  const key = typeof raw === 'object' && raw !== null && 'key' in raw ? raw.key : null;
  return typeof key === 'string' && key !== '' ? key : null;
}
