import type { PolicyDocument } from '../core/domain/alerting/policy.ts';

/** Reads of alert policies; writes go through Transactions. */
export interface AlertPolicyRepository {
  /** By `campaigns/<id>` or `companies/<id>`; null where none was ever put. */
  find(id: string): Promise<PolicyDocument | null>;
}
