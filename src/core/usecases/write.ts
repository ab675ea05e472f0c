import type { CollectionName, Write } from '../../ports/transactions.ts';
import { changesBetween } from '../domain/audit/changes.ts';
import { DomainError } from '../domain/shared/errors.ts';
import type { Instant } from '../domain/shared/time.ts';
import type { RequestContext } from './context.ts';
import type { Core } from './core.ts';

interface Audited {
  /** The verb, e.g. `campaign.update`. */
  readonly action: string;
  /** `campaigns/{id}` and the like. */
  readonly resource: string;
  readonly companyId: string | null;
  readonly before: object | null;
  readonly after: object | null;
}

/** The audit entry of a change, to be written in the transaction of the change itself. */
export function auditWrite(ports: Pick<Core, 'ids'>, context: RequestContext, at: Instant, change: Audited): Write {
  const { action, resource, companyId, before, after } = change;
  return {
    op: 'insert',
    collection: 'audit',
    document: {
      id: ports.ids.next(),
      at,
      actor: context.actor.id,
      action,
      resource,
      companyId,
      fromVersion: versionOf(before),
      toVersion: versionOf(after),
      changes: changesBetween(before, after),
    },
  };
}

function versionOf(state: object | null): number | null {
  const version: unknown = state && 'version' in state ? state.version : null;
  return typeof version === 'number' ? version : null;
}

/** Throws VERSION_MISMATCH where the caller's If-Match is not the version that stands. */
export function requireVersion(current: { readonly version: number }, ifVersion: number): void {
  if (current.version !== ifVersion)
    throw new DomainError('version_mismatch', 'VERSION_MISMATCH', 'This was changed in the meantime', {
      details: { version: current.version },
    });
}

/** Whether the store refused an insert because the id or unique key stands already in this collection. */
export function existsAlready(error: unknown, collection: CollectionName): boolean {
  return error instanceof DomainError && error.code === 'ALREADY_EXISTS' && error.details.collection === collection;
}

export function isVersionMismatch(error: unknown): boolean {
  return error instanceof DomainError && error.code === 'VERSION_MISMATCH';
}

const ATTEMPTS = 20;

/**
 * Reads, decides and writes again while another writer comes in between.
 * Throws UNAVAILABLE when that has happened so many times in a row, 20 unless given; everything else passes through, also a mismatch with the version
 * that the caller named.
 */
export async function untilUndisturbed<T>(attempt: () => Promise<T>, attempts = ATTEMPTS): Promise<T> {
  for (let count = 0; count < attempts; count++) {
    try {
      return await attempt();
    } catch (error) {
      if (!isLostRace(error)) throw error;
    }
  }
  throw new DomainError('unavailable', 'UNAVAILABLE', 'Too many changes at once', { retryAfter: 1 });
}

/** The store names the collection whose document moved on; a mismatch with the caller's own version names none. */
function isLostRace(error: unknown): boolean {
  return error instanceof DomainError && error.code === 'VERSION_MISMATCH' && error.details.collection !== undefined;
}
