import type { Command } from '../capacity/command.ts';
import type { Entry } from '../capacity/entry.ts';

/** What a replay knows of the account that it builds. */
export interface ReplayState {
  /** The entry in the replay that stands for a real one; none where the replay refused it. */
  idOf(realId: string | null): string | null;
  knowsGrant(grantId: string): boolean;
  isHold(id: string | null): boolean;
}

const OFFER = 'offer/';

/** The key of the offer that answers a place in line. */
export function offerKey(waitId: string): string {
  return `${OFFER}${waitId}`;
}

/** Whether the account offered it of itself when a place was free. */
export function isOffer({ kind, key }: Entry): boolean {
  return kind === 'hold' && key.startsWith(OFFER);
}

/** The entry by which the place in line was taken that an offer answers. */
export function placeOffered({ key }: Entry): string {
  return key.slice(OFFER.length);
}

/** The request that led to an entry; null for what an account records by itself when it is due. */
export function commandOf(entry: Entry, state: ReplayState): Command | null {
  const { campaignId, key, hash, actor, occurredAt, quantity, subject, kind } = entry;
  const common = { campaignId, key, hash, actor, occurredAt };
  const related = state.idOf(entry.relatesTo);
  switch (kind) {
    case 'consume':
      return { ...common, kind: 'consume', quantity, volume: null, subject };
    case 'confirm':
      return subject === null && related !== null
        ? { ...common, kind: 'confirm', holdId: related }
        : { ...common, kind: 'consume', quantity, volume: null, subject };
    case 'hold': {
      const ttl = (entry.expiresAt ?? entry.recordedAt) - entry.recordedAt;
      return isOffer(entry) ? null : { ...common, kind: 'hold', quantity, subject, ttl };
    }
    case 'release':
      if (related === null) return null;
      if (state.isHold(related)) return { ...common, kind: 'unhold', holdId: related };
      return subject === null ? null : { ...common, kind: 'release', subject };
    case 'reverse':
      return related === null ? null : { ...common, kind: 'reverse', entryId: related, quantity };
    case 'adjust':
      return { ...common, kind: 'adjust', quantity };
    case 'wait':
    case 'leave':
      return subject === null || key.startsWith('leave/') ? null : { ...common, kind, subject };
    case 'open':
    case 'close':
      return entry.cause ? { ...common, kind: 'change', change: entry.cause } : null;
    case 'schedule':
    case 'grant': {
      const { grant } = entry;
      if (!grant || key.startsWith(`grant/${campaignId}/`) || state.knowsGrant(grant.grantId)) return null;
      const { grantId, priority, cost, startsAt } = grant;
      const expiresAt = entry.expiresAt ?? null;
      return { ...common, kind: 'grant', grantId, quantity, priority, cost, startsAt, expiresAt };
    }
    default:
      return null;
  }
}
