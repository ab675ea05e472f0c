import type { Command } from '../../src/core/domain/capacity/command.ts';
import type { Entry, EntryKind } from '../../src/core/domain/capacity/entry.ts';
import type { CampaignStatus } from '../../src/core/domain/lifecycle/status.ts';
import { belongsToSubject, SCALE } from '../../src/core/domain/shared/quantity.ts';
import { DAY, type Instant, MINUTE, SECOND } from '../../src/core/domain/shared/time.ts';
import type { Chance } from './chance.ts';
import { type Place, statusOf, termsOf } from './places.ts';

/** What a client does next: a command, or a look at the account where it is null. */
export interface Deed {
  readonly accountId: string;
  readonly command: Command | null;
}

/** What the clients of a run ask for, one deed after another, with what they were told so far. */
export interface Workload {
  next(client: string): Deed;
  /** An entry that stands: it can be named from now on. */
  heard(entry: Entry): void;
  /** Somebody found the campaign full, and may want to wait. */
  foundFull(command: Command): void;
}

const WEIGHTS = {
  consume: 10,
  release: 4,
  reverse: 3,
  adjust: 1,
  hold: 5,
  confirm: 3,
  unhold: 2,
  wait: 5,
  leave: 1,
  grant: 2,
  status: 1,
  terms: 2,
  read: 2,
  settle: 1,
};
type Verb = keyof typeof WEIGHTS;

/** Which entries a verb is likely to be about. */
const CONCERNS: Partial<Record<Verb, readonly EntryKind[]>> = {
  release: ['consume', 'confirm'],
  reverse: ['consume', 'confirm', 'release'],
  confirm: ['hold'],
  unhold: ['hold'],
  leave: ['wait'],
};
const CONCERNS_AT_TIMES: Partial<Record<Verb, readonly EntryKind[]>> = {
  consume: ['hold', 'wait', 'release'],
  hold: ['wait', 'wait', 'hold'],
};

/** Only for units that belong to somebody. */
const PERSONAL: readonly Verb[] = ['release', 'leave'];

/** What was said longer ago than so many answers is not come back to. */
const REMEMBERED = 200;

const NO_ENTRY = '01890000-0000-7000-8000-000000000000';

const STATUSES: readonly CampaignStatus[] = [
  'active',
  'active',
  'active',
  'recruiting',
  'paused',
  'paused',
  'completed',
  'closed',
];

export function createWorkload(chance: Chance, places: readonly Place[], now: () => Instant): Workload {
  const weights: Record<Verb, number> = { ...WEIGHTS };
  for (const verb of Object.keys(weights) as Verb[]) if (chance.happens(0.3)) weights[verb] *= chance.pick([0, 4]);
  const versions = new Map(places.map(({ campaignId }) => [campaignId, 2]));
  const told: Entry[] = [];
  const sent: Command[] = [];
  const turnedAway: Command[] = [];
  /** What is closed stays closed. */
  const closed = new Set<string>();
  let count = 0;

  function identity(client: string, { campaignId }: Place, hash: string) {
    count += 1;
    const key = chance.happens(0.15) ? `shared-${chance.integer(0, 2)}` : `${client}-${count}`;
    return { campaignId, key: `${campaignId}/${key}`, hash, actor: client, occurredAt: null };
  }

  function version(place: Place): number {
    const next = (versions.get(place.campaignId) ?? 0) + 1;
    versions.set(place.campaignId, next);
    return next;
  }

  /** An entry of the campaign that somebody heard of. */
  function known(place: Place, kinds: readonly EntryKind[]): Entry | undefined {
    const entries = told.filter(({ campaignId, kind }) => campaignId === place.campaignId && kinds.includes(kind));
    return chance.pick(entries);
  }

  function subjectFor(verb: Verb, place: Place, about: Entry | undefined): string {
    const away = turnedAway.filter(({ campaignId }) => campaignId === place.campaignId);
    const waits = verb === 'wait' && away.length > 0 ? chance.pick(away) : null;
    const subject = waits && 'subject' in waits ? waits.subject : about?.subject;
    return subject ?? `s${chance.integer(0, 5)}`;
  }

  /** What makes no sense is asked for too, but not often. */
  function verbFor(place: Place): Verb {
    for (;;) {
      const verb = chance.weighted(weights);
      if (makesSense(verb, place) || chance.happens(0.07)) return verb;
    }
  }

  function makesSense(verb: Verb, place: Place): boolean {
    const concerns = CONCERNS[verb];
    if (concerns && !known(place, concerns)) return false;
    if (verb === 'grant') return place.unit === 'credit';
    if (verb === 'wait') return turnedAway.some(({ campaignId }) => campaignId === place.campaignId);
    return belongsToSubject(place.unit) ? verb !== 'adjust' : !PERSONAL.includes(verb);
  }

  function commandFor(verb: Exclude<Verb, 'read'>, client: string, place: Place): Command {
    const { campaignId } = place;
    const personal = belongsToSubject(place.unit);
    const about = known(place, CONCERNS[verb] ?? (chance.happens(0.4) ? CONCERNS_AT_TIMES[verb] : null) ?? []);
    const who = subjectFor(verb, place, about);
    const subject = personal ? who : null;
    const quantity = personal ? SCALE : chance.integer(1, 4) * SCALE;
    const amount = identity(client, place, `${verb} ${subject} ${quantity}`);
    const named = identity(client, place, `${verb} ${who}`);
    switch (verb) {
      case 'consume':
        return { ...amount, kind: verb, quantity, volume: null, subject };
      case 'release':
        return { ...named, kind: verb, subject: who };
      case 'reverse': {
        const entryId = about?.id ?? NO_ENTRY;
        const part = personal || chance.happens(0.5) ? null : SCALE;
        return { ...identity(client, place, `${verb} ${entryId} ${part}`), kind: verb, entryId, quantity: part };
      }
      case 'adjust':
        return { ...amount, kind: verb, quantity: chance.happens(0.5) ? quantity : -quantity };
      case 'hold':
        return { ...amount, kind: verb, quantity, subject, ttl: chance.pick([20, 300, 2 * SECOND, 15 * MINUTE]) };
      case 'confirm':
      case 'unhold': {
        const holdId = about?.id ?? NO_ENTRY;
        return { ...named, kind: verb, key: `${verb}/${holdId}`, hash: null, holdId };
      }
      case 'wait':
      case 'leave':
        return { ...named, kind: verb, subject: who };
      case 'grant': {
        const startsAt = chance.happens(0.3) ? now() + chance.pick([SECOND, MINUTE, DAY]) : null;
        const expiresAt = chance.happens(0.5) ? now() + chance.integer(1, 20) * 30 * SECOND : null;
        const order = { startsAt, expiresAt, priority: chance.integer(1, 3), cost: 0 };
        return { ...amount, kind: verb, grantId: amount.key, quantity, ...order };
      }
      case 'status': {
        const status = closed.has(campaignId) ? 'closed' : chance.pick(STATUSES);
        if (status === 'closed') closed.add(campaignId);
        return statusOf(place, version(place), status);
      }
      case 'terms':
        return termsOf(place, version(place), chance.integer(1, place.capacity + 3), chance.pick([0, 1_000, 5_000]));
      case 'settle':
        return { ...named, kind: verb, key: `settle/${count}`, hash: null, campaignId };
    }
  }

  return {
    next(client) {
      const place = chance.pick(places);
      const { accountId } = place;
      const verb = verbFor(place);
      if (verb === 'read') return { accountId, command: null };
      const again = sent.filter(({ campaignId }) => campaignId === place.campaignId);
      if (again.length > 0 && chance.happens(0.08)) return { accountId, command: chance.pick(again) };
      const command = commandFor(verb, client, place);
      sent.push(command);
      if (sent.length > REMEMBERED) sent.shift();
      return { accountId, command };
    },
    heard(entry) {
      told.push(entry);
      if (told.length > REMEMBERED) told.shift();
    },
    foundFull(command) {
      if ('subject' in command && command.subject !== null) turnedAway.push(command);
      if (turnedAway.length > REMEMBERED) turnedAway.shift();
    },
  };
}
