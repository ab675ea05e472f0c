import type { Actor } from '../core/domain/access/actor.ts';
import type { RequestContext } from '../core/usecases/context.ts';

const staff = (role: 'admin' | 'sales' | 'coordinator', id = `demo-${role}`): Actor => ({ id, role, companyId: null });

/** Who did what in the demo's past; people sign in to the demo under the same ids. */
export const ADMIN = staff('admin');
export const SALES = staff('sales');
export const COORDINATOR = staff('coordinator');
/** The service that takes and frees places for the people it knows. */
export const PROGRAM_MANAGEMENT = staff('coordinator', 'program-management');

export function companyAdmin(companyId: string): Actor {
  return { id: 'demo-company_admin', role: 'company_admin', companyId };
}

/** A request that the actor makes once: repeated with the same purpose it gets the first answer again. */
export function onceAs(actor: Actor, purpose: string): RequestContext {
  return { actor, requestId: 'demo', idempotency: { key: purpose, scope: 'demo', hash: 'demo' } };
}

/** A request whose repetition is harmless by itself. */
export function as(actor: Actor): RequestContext {
  return { actor, requestId: 'demo', idempotency: null };
}
