import type { Instant } from '../shared/time.ts';

/** Who changed what, when, from which version to which. Written in the transaction of the change itself. */
export interface AuditEntry {
  readonly id: string;
  readonly at: Instant;
  readonly actor: string;
  /** The verb, e.g. `campaign.update`. */
  readonly action: string;
  /** `campaigns/{id}` and the like. */
  readonly resource: string;
  readonly companyId: string | null;
  readonly fromVersion: number | null;
  readonly toVersion: number | null;
  /** The fields that changed, with the values before and after; fields that may hold a person's data only say that they changed. */
  readonly changes: Readonly<Record<string, { readonly before: unknown; readonly after: unknown }>>;
}
