import { type Actor, isStaff } from '../access/actor.ts';
import type { Unit } from '../shared/quantity.ts';
import type { Entry } from './entry.ts';

/** An entry as somebody may see it: what is hidden from them is null. */
export interface VisibleEntry extends Omit<Entry, 'actor' | 'key' | 'hash'> {
  readonly actor: string | null;
  /** The client's own key; null also for the entries that the service made by itself. */
  readonly clientKey: string | null;
}

/** Whether subjects of this unit are kept from the actor: learners are nobody's business but the programs'. */
export function hidesSubjects(actor: Actor, unit: Unit): boolean {
  return !isStaff(actor) && unit === 'learner';
}

/** To companies learners' subjects, other people's keys and other people's ids are null. */
export function redactEntry(entry: Entry, actor: Actor): VisibleEntry {
  const { key, hash: _, ...rest } = entry;
  if (isStaff(actor)) return { ...rest, clientKey: clientKeyOf(entry.campaignId, key) };
  const own = entry.actor === actor.id;
  return {
    ...rest,
    subject: hidesSubjects(actor, entry.unit) ? null : entry.subject,
    actor: own ? entry.actor : null,
    clientKey: own ? clientKeyOf(entry.campaignId, key) : null,
  };
}

/** Clients' keys stand in the account as `<campaignId>/<key>`. */
function clientKeyOf(campaignId: string, key: string): string | null {
  const prefix = `${campaignId}/`;
  return key.startsWith(prefix) ? key.slice(prefix.length) : null;
}
