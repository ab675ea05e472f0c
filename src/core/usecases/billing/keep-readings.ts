import type { Write } from '../../../ports/transactions.ts';
import type { Instant } from '../../domain/shared/time.ts';
import type { Core } from '../core.ts';
import { existsAlready, isVersionMismatch } from '../write.ts';

/** Keeps when billing said these. Another process that read the same meanwhile has kept a time that is as good. */
export async function keepReadings(
  { transactions, billingRecords }: Pick<Core, 'transactions' | 'billingRecords'>,
  ids: readonly string[],
  at: Instant,
): Promise<void> {
  if (ids.length === 0) return;
  const before = new Map((await billingRecords.readings(ids)).map((reading) => [reading.id, reading]));
  const writes = ids.map((id): Write => {
    const version = before.get(id)?.version ?? 0;
    const document = { id, version: version + 1, at };
    return version === 0
      ? { op: 'insert', collection: 'billingReadings', document }
      : { op: 'replace', collection: 'billingReadings', document, ifVersion: version };
  });
  try {
    await transactions.commit(writes);
  } catch (error) {
    if (!isVersionMismatch(error) && !existsAlready(error, 'billingReadings')) throw error;
  }
}
