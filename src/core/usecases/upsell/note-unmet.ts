import { DomainError } from '../../domain/shared/errors.ts';
import type { Core } from '../core.ts';

export type UnmetPorts = Pick<Core, 'upsellDemand' | 'hasher' | 'clock'>;

/**
 * Takes notice of a request for which there was no capacity, once for each subject, or for each key where there is none.
 * Only a digest leaves here; whatever goes wrong, the caller gets the refusal and nothing else.
 */
export function noteUnmet(
  { upsellDemand, hasher, clock }: UnmetPorts,
  error: unknown,
  {
    campaignId,
    subject,
    key,
  }: { readonly campaignId: string; readonly subject: string | null | undefined; readonly key: string },
): void {
  if (!(error instanceof DomainError) || error.code !== 'CAPACITY_EXCEEDED') return;
  try {
    const who = subject == null ? `key ${key}` : `subject ${subject}`;
    upsellDemand.note({ campaignId, asker: hasher.hash(`${campaignId}\n${who}`), at: clock.now() });
  } catch {
    return;
  }
}
