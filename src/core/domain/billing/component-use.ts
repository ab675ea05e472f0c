import type { Quantity, Unit } from '../shared/quantity.ts';
import type { Instant } from '../shared/time.ts';
import type { CustomTerms } from '../terms/terms.ts';

/** What was used of a variable component that the ledger does not count; never changed, a correction is a negative one. */
export interface ComponentUse {
  readonly id: string;
  readonly campaignId: string;
  readonly companyId: string;
  /** The component's name. */
  readonly component: string;
  readonly quantity: Quantity;
  readonly occurredAt: Instant;
  readonly recordedAt: Instant;
  readonly actor: string;
}

/** Whether the ledger counts a component: in its own unit, of which `session` and `sessions` mean the same. */
export function countedByLedger({ unit }: CustomTerms['variableComponents'][number], counted: Unit): boolean {
  return unit.trim().toLowerCase().replace(/s$/, '') === counted;
}
