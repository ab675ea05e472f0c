import type { Campaign } from '../campaign/campaign.ts';
import type { Entry } from '../capacity/entry.ts';
import type { MinorUnits } from '../shared/money.ts';
import { toUnits, type Unit } from '../shared/quantity.ts';
import type { Places } from './metrics.ts';
import { createPeopleServed, type PeopleServed } from './people-served.ts';
import type { SnapshotMetrics } from './snapshot.ts';

/** What the ledger says of a campaign's places at some point of it, entry by entry. */
export interface PastPlaces {
  add(entry: Entry): void;
  /** As the entries so far left them. */
  places(): Places;
  /** Of the newest of them; 0 before the first. */
  sequence(): number;
}

export function createPastPlaces(): PastPlaces {
  const people = new Map<Unit, PeopleServed>();
  let unit: Unit | null = null;
  let last: Entry | null = null;
  return {
    add(entry) {
      last = entry;
      if (entry.cause?.kind === 'terms') unit = entry.cause.unit;
      if (entry.subject === null) return;
      const counted = people.get(entry.unit) ?? createPeopleServed(entry.unit);
      people.set(entry.unit, counted);
      counted.add(entry);
    },
    places() {
      const { consumed, capacity } = last?.after ?? { consumed: 0, capacity: 0 };
      if (unit === null) return { unit, consumed: 0, capacity: 0, served: 0 };
      return { unit, consumed, capacity, served: people.get(unit)?.count() ?? 0 };
    },
    sequence: () => last?.sequence ?? 0,
  };
}

/** The figures that ledger and spending alone know of a time that nobody snapped; the rest is null, for nobody knows it now. */
export function ledgerMetrics(
  { currency }: Pick<Campaign, 'currency'>,
  { unit, consumed, capacity, served }: Places,
  spent: MinorUnits,
): SnapshotMetrics {
  const taken = toUnits(consumed);
  const isSeat = unit === 'seat';
  const isLearner = unit === 'learner';
  const unknown = { value: null, people: 0 };
  return {
    volunteers: isSeat ? taken : null,
    volunteersServed: isSeat ? served : null,
    beneficiaries: isLearner ? taken : null,
    beneficiariesServed: isLearner ? served : null,
    sessions: null,
    hours: null,
    sroi: unknown,
    vis: unknown,
    outcomes: {},
    instances: null,
    activeInstances: null,
    unit,
    consumed,
    capacity,
    budget: { allocated: null, spent, currency },
  };
}
