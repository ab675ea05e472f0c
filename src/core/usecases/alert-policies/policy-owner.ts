import { authorise, type Permission } from '../../domain/access/permissions.ts';
import {
  type AlertPolicy,
  nearestPolicy,
  type PolicyDocument,
  type PolicySource,
} from '../../domain/alerting/policy.ts';
import { notFound } from '../../domain/shared/errors.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';

/** Whose policy is meant. */
export interface PolicyOwner {
  readonly of: 'campaign' | 'company';
  readonly id: string;
}

/** The policy that counts for its owner, where it comes from, and the version of the owner's own; 0 where there never was one. */
export interface PolicyView {
  readonly policy: AlertPolicy;
  readonly source: PolicySource;
  readonly version: number;
}

export interface LoadedPolicy {
  readonly documentId: string;
  readonly companyId: string;
  readonly timeZone: string;
  readonly own: PolicyDocument | null;
  /** Only a campaign has one above its own. */
  readonly above: PolicyDocument | null;
}

/** What is known of the owner's policy. Throws NOT_FOUND, also for what the caller may not know of, and FORBIDDEN. */
export async function loadPolicy(
  ports: Pick<Core, 'alertPolicies' | 'campaigns' | 'companies'>,
  { actor }: RequestContext,
  permission: Permission,
  owner: PolicyOwner,
): Promise<LoadedPolicy> {
  const what = owner.of === 'campaign' ? 'Campaign' : 'Company';
  const found = await (owner.of === 'campaign' ? ports.campaigns.find(owner.id) : ports.companies.find(owner.id));
  if (!found) throw notFound(what);
  const companyId = 'companyId' in found ? found.companyId : found.id;
  authorise(actor, permission, companyId, what);
  const documentId = owner.of === 'campaign' ? `campaigns/${owner.id}` : `companies/${owner.id}`;
  const [own, above] = await Promise.all([
    ports.alertPolicies.find(documentId),
    owner.of === 'campaign' ? ports.alertPolicies.find(`companies/${companyId}`) : null,
  ]);
  return { documentId, companyId, timeZone: found.timeZone, own, above };
}

/** What counts for the owner. */
export function viewOf({ of }: PolicyOwner, own: PolicyDocument | null, above: PolicyDocument | null): PolicyView {
  const nearest = of === 'campaign' ? nearestPolicy(own, above) : nearestPolicy(null, own);
  return { ...nearest, version: own?.version ?? 0 };
}
