import { DomainError, notFound } from '../shared/errors.ts';
import { type Actor, isStaff, maySee, type Role } from './actor.ts';

/** What each role may do. A company role's permission reaches only as far as its own company. */
export const PERMISSIONS = {
  'company.read': ['admin', 'sales', 'coordinator'],
  'company.write': ['admin', 'sales', 'coordinator'],
  'catalogue.read': ['admin', 'sales', 'coordinator', 'company_admin', 'company_user'],
  'catalogue.write': ['admin', 'coordinator'],
  'campaign.read': ['admin', 'sales', 'coordinator', 'company_admin', 'company_user'],
  'campaign.write': ['admin', 'sales', 'coordinator'],
  'campaign.transition': ['admin', 'sales', 'coordinator', 'company_admin'],
  'campaign.schedule': ['admin', 'coordinator'],
  'terms.read': ['admin', 'sales', 'coordinator', 'company_admin', 'company_user'],
  'terms.write': ['admin', 'sales'],
  'subscription.read': ['admin', 'sales', 'coordinator', 'company_admin', 'company_user'],
  'subscription.write': ['admin', 'sales'],
  'capacity.read': ['admin', 'sales', 'coordinator', 'company_admin', 'company_user'],
  'capacity.consume': ['admin', 'coordinator', 'company_admin'],
  'capacity.correct': ['admin', 'coordinator'],
  'capacity.adjust': ['admin'],
  'note.erase': ['admin'],
  'alert.read': ['admin', 'sales', 'coordinator', 'company_admin', 'company_user'],
  'alert.acknowledge': ['admin', 'sales', 'coordinator', 'company_admin'],
  'alert-policy.read': ['admin', 'sales', 'coordinator'],
  'alert-policy.write': ['admin', 'sales', 'coordinator'],
  'silence.read': ['admin', 'sales', 'coordinator'],
  'silence.write': ['admin', 'sales', 'coordinator'],
  'evidence.read': ['admin', 'sales', 'coordinator', 'company_admin', 'company_user'],
  'evidence.write': ['admin', 'coordinator'],
  'evidence.erase': ['admin'],
  'completion.write': ['admin', 'coordinator'],
  'charges.read': ['admin', 'sales', 'coordinator', 'company_admin', 'company_user'],
  'pricing.read': ['admin', 'sales', 'coordinator'],
  'upsell.read': ['admin', 'sales', 'coordinator'],
  'upsell.write': ['admin', 'sales'],
  'audit.read': ['admin', 'sales', 'coordinator'],
  'instance.read': ['admin', 'sales', 'coordinator', 'company_admin', 'company_user'],
  'instance.write': ['admin', 'coordinator'],
  'activity.read': ['admin', 'sales', 'coordinator', 'company_admin', 'company_user'],
  'activity.write': ['admin', 'coordinator'],
  'spending.read': ['admin', 'sales', 'coordinator', 'company_admin', 'company_user'],
  'spending.write': ['admin', 'coordinator'],
  'snapshot.write': ['admin', 'coordinator'],
  'metrics.read': ['admin', 'sales', 'coordinator', 'company_admin', 'company_user'],
  'webhook.read': ['admin', 'sales', 'coordinator'],
  'webhook.write': ['admin', 'coordinator'],
  'outbox.read': ['admin', 'sales', 'coordinator'],
  'outbox.write': ['admin', 'coordinator'],
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof PERMISSIONS;

/** Whether the role has the permission at all. */
export function mayEver(actor: Actor, permission: Permission): boolean {
  return (PERMISSIONS[permission] as readonly Role[]).includes(actor.role);
}

/** Throws FORBIDDEN when the role lacks the permission. */
export function requirePermission(actor: Actor, permission: Permission): void {
  if (!mayEver(actor, permission)) {
    throw new DomainError('forbidden', 'FORBIDDEN', 'Your role may not do this');
  }
}

/**
 * Throws NOT_FOUND when the actor may not know of things of this company, FORBIDDEN when the role lacks the permission.
 * The order matters: existence is decided first, so that a foreign company's thing never answers 403.
 */
export function authorise(actor: Actor, permission: Permission, companyId: string, what: string): void {
  if (!maySee(actor, companyId)) throw notFound(what);
  requirePermission(actor, permission);
}

/**
 * The company filter of a list: staff get the one they ask for, if any; company roles their own, and `nothing` where they
 * ask for another, as if it did not exist. Throws FORBIDDEN when the role lacks the permission.
 */
export function companyScope(
  actor: Actor,
  permission: Permission,
  companyId: string | undefined,
): { readonly companyId?: string } | 'nothing' {
  requirePermission(actor, permission);
  if (isStaff(actor)) return companyId === undefined ? {} : { companyId };
  const own = actor.companyId;
  return own !== null && (companyId === undefined || companyId === own) ? { companyId: own } : 'nothing';
}
