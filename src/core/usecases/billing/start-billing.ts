import type { Instant } from '../../domain/shared/time.ts';
import type { Core } from '../core.ts';
import { existsAlready } from '../write.ts';

/** When this service began to bill: now, where it never has. What was recorded before is nothing to bill. */
export async function startBilling(ports: Pick<Core, 'clock' | 'transactions' | 'billingRecords'>): Promise<Instant> {
  const known = await ports.billingRecords.startedAt();
  if (known !== null) return known;
  const at = ports.clock.now();
  try {
    await ports.transactions.commit([
      { op: 'insert', collection: 'billingStarts', document: { id: 'service', version: 1, at } },
    ]);
    return at;
  } catch (error) {
    if (!existsAlready(error, 'billingStarts')) throw error;
    return (await ports.billingRecords.startedAt()) ?? at;
  }
}
