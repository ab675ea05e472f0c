import type { Instant } from '../core/domain/shared/time.ts';
import type { UnmetDemand } from '../core/domain/upsell/demand.ts';

/** One request for capacity that found none: `asker` is a digest, of no use to tell who it was. */
export interface UnmetRequest {
  readonly campaignId: string;
  readonly asker: string;
  readonly at: Instant;
}

/** How many asked for a campaign's capacity in vain: a small record beside the ledger, which knows nothing of refusals. */
export interface UpsellDemand {
  /** Takes notice and returns at once; never throws and never waits. What is noted is written a moment later; a crash may lose that moment. */
  note(request: UnmetRequest): void;
  /** Resolves when everything noted before is written, or could not be. */
  settled(): Promise<void>;
  /** Each asker counts once; beyond ASKERS_MAX the count stands still. Null where nobody asked. */
  of(campaignId: string): Promise<UnmetDemand | null>;
  /** Forgets who asked up to this instant, since there is room again. */
  forget(campaignId: string, until: Instant): Promise<void>;
}
