import type { Evidence } from '../../domain/evidence/evidence.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import type { Recorded } from '../billing/record-once.ts';
import type { Core } from '../core.ts';

/**
 * Keeps an excerpt before the evidence that names it, so that none names one that is missing; what was refused or not taken is erased again.
 * Where the outcome is unknown it stays, since the evidence may stand.
 */
export async function withExcerpt(
  ports: Pick<Core, 'ids' | 'notes'>,
  campaignId: string,
  text: string | null,
  work: (excerptId: string | null) => Promise<Recorded<Evidence>>,
): Promise<Recorded<Evidence>> {
  if (text === null) return work(null);
  const id = ports.ids.next();
  await ports.notes.save({ id, campaignId, text });
  try {
    const result = await work(id);
    if (result.record.excerptId !== id) await ports.notes.erase(id);
    return result;
  } catch (error) {
    if (error instanceof DomainError && error.kind !== 'unavailable') await ports.notes.erase(id);
    throw error;
  }
}
