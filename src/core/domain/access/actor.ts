export const ROLES = ['admin', 'sales', 'coordinator', 'company_admin', 'company_user'] as const;
export type Role = (typeof ROLES)[number];

/** Who asks: an opaque id from the token; company roles have their company, staff have none. */
export interface Actor {
  readonly id: string;
  readonly role: Role;
  readonly companyId: string | null;
}

/** The service itself, acting on a schedule or on what is due. */
export const SYSTEM: Actor = { id: 'system', role: 'admin', companyId: null };

/** Staff see every company; company roles see their own. */
export function isStaff(actor: Actor): boolean {
  return actor.role === 'admin' || actor.role === 'sales' || actor.role === 'coordinator';
}

/** Whether the actor may know that things of this company exist. */
export function maySee(actor: Actor, companyId: string): boolean {
  return isStaff(actor) || actor.companyId === companyId;
}
