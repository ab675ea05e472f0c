import { createChecker } from '../shared/check.ts';
import { DomainError, invalid } from '../shared/errors.ts';
import { type MinorUnits, parseMoney } from '../shared/money.ts';
import type { Given } from '../shared/patch.ts';
import { refusePersonalData } from '../shared/personal-data.ts';
import { type CalendarDate, DAY, type Instant, isCalendarDate } from '../shared/time.ts';
import { featureCopy } from './open-opportunity.ts';
import {
  endedKeyOf,
  HISTORY_MAX,
  isOpen,
  LOST_REASONS,
  type LostReason,
  NEXT_STEP_MAX,
  NOTES_MAX,
  OPPORTUNITY_EDGES,
  type Opportunity,
  type OpportunityState,
  type Outcome,
  OWNER_MAX,
  openKeyOf,
} from './opportunity.ts';
import type { UpsellScore } from './upsell-score.ts';

/** For so long what was dismissed can be taken up again. */
const RESTORE_FOR = DAY;

/** What somebody does with an opportunity; absent fields stay. `value` goes with won, `reason` with lost. */
export interface OpportunityPatch {
  readonly state?: OpportunityState | undefined;
  readonly owner?: Given<string>;
  readonly dueOn?: Given<CalendarDate>;
  readonly nextStep?: Given<string>;
  /** Decimal text in the campaign's currency. */
  readonly value?: string | undefined;
  readonly reason?: LostReason | undefined;
}

interface Work {
  readonly at: Instant;
  readonly actor: string;
  /** The campaign's score as it stands, for the copy of what was known; null where there is none any more. */
  readonly score: UpsellScore | null;
  /** Of a note that is written with it. */
  readonly noteId: string | null;
}

/** Where it may go from here, a dismissed one back to where it stood. */
export function movesOf(opportunity: Opportunity, at: Instant): readonly OpportunityState[] {
  const back = restorable(opportunity, at);
  return back ? [back] : OPPORTUNITY_EDGES[opportunity.state];
}

/** The state that a dismissed opportunity had, for a day; else null. */
export function restorable({ state, outcome, history }: Opportunity, at: Instant): OpportunityState | null {
  if (state !== 'dismissed' || !outcome || at - outcome.at > RESTORE_FOR) return null;
  return history.findLast(({ to, what }) => to === 'dismissed' && what === 'moved')?.from ?? null;
}

/**
 * The opportunity after somebody worked on it, one version on; null where nothing changes. What has ended takes notes only.
 * Throws INVALID_TRANSITION (details `allowed`), LOCKED_FIELD, INVALID and PERSONAL_DATA.
 */
export function workOn(before: Opportunity, patch: OpportunityPatch, work: Work): Opportunity | null {
  const to = patch.state ?? before.state;
  const moves = to !== before.state;
  if (moves) requireMove(before, to, work.at);
  const fields = readFields(before, patch);
  if (!isOpen(before) && !moves) requireNotesOnly(fields);
  const outcome = moves ? outcomeOf(before, to, patch, work) : refuseStray(patch, before.outcome);
  const changed = Object.keys(fields);
  if (!moves && changed.length === 0 && work.noteId === null) return null;
  if (work.noteId !== null && before.notes.length >= NOTES_MAX)
    throw invalid([{ path: 'note', code: 'TOO_MANY', message: `An opportunity has at most ${NOTES_MAX} notes` }]);
  const restores = moves && before.state === 'dismissed';
  const { at, actor, score, noteId } = work;
  const what = moves ? (restores ? 'restored' : 'moved') : changed.length > 0 ? 'changed' : 'noted';
  const history = [
    ...before.history.slice(0, 1),
    ...before.history.slice(1).slice(2 - HISTORY_MAX),
    {
      at,
      actor,
      what,
      from: moves ? before.state : null,
      to,
      fields: noteId === null ? changed : [...changed, 'note'],
    },
  ] as const;
  const after = { ...before, ...fields, state: to };
  return {
    ...after,
    version: before.version + 1,
    workVersion: before.workVersion + 1,
    openKey: isOpen(after) ? openKeyOf(before.campaignId, before.type) : endedKeyOf(before),
    outcome,
    notes: noteId === null ? before.notes : [...before.notes, { id: noteId, at, author: actor }],
    history,
    acted: before.acted ?? (moves && score ? featureCopy(score, at) : null),
    updatedAt: at,
  };
}

function requireMove(before: Opportunity, to: OpportunityState, at: Instant): void {
  const allowed = movesOf(before, at);
  if (allowed.includes(to)) return;
  const message = `An opportunity that is ${before.state} does not become ${to}`;
  throw new DomainError('conflict', 'INVALID_TRANSITION', message, { details: { allowed } });
}

function readFields(before: Opportunity, patch: OpportunityPatch) {
  const checker = createChecker();
  const owner = patch.owner === undefined ? before.owner : checker.optionalText('owner', patch.owner, OWNER_MAX);
  const nextStep =
    patch.nextStep === undefined ? before.nextStep : checker.optionalText('nextStep', patch.nextStep, NEXT_STEP_MAX);
  const dueOn = patch.dueOn === undefined ? before.dueOn : patch.dueOn || null;
  if (dueOn !== null && !isCalendarDate(dueOn)) checker.add('dueOn', 'INVALID', 'dueOn must be a date like 2025-11-03');
  if (owner !== null && /\s/u.test(owner)) checker.add('owner', 'INVALID', 'owner is an id without white space');
  checker.done();
  refusePersonalData({ owner, nextStep });
  return {
    ...(owner !== before.owner && { owner }),
    ...(dueOn !== before.dueOn && { dueOn }),
    ...(nextStep !== before.nextStep && { nextStep }),
  };
}

function requireNotesOnly(fields: object): void {
  const locked = Object.keys(fields);
  if (locked.length === 0) return;
  throw new DomainError('conflict', 'LOCKED_FIELD', 'An opportunity that has ended takes notes only', {
    details: { fields: locked },
  });
}

function outcomeOf(before: Opportunity, to: OpportunityState, patch: OpportunityPatch, { at, actor: by }: Work) {
  if (to !== 'won' && to !== 'lost') refuseStray(patch, null);
  switch (to) {
    case 'won':
      refuseStray({ reason: patch.reason }, null);
      return {
        kind: 'won',
        at,
        by,
        value: wonValue(before, patch),
        currency: before.scored.currency,
      } satisfies Outcome;
    case 'lost':
      refuseStray({ value: patch.value }, null);
      return { kind: 'lost', at, by, reason: reasonOf(patch) } satisfies Outcome;
    case 'dismissed':
      return { kind: 'dismissed', at, by } satisfies Outcome;
    default:
      return null;
  }
}

/** A value or a reason is part of an outcome and stands nowhere else. */
function refuseStray(patch: Pick<OpportunityPatch, 'value' | 'reason'>, outcome: Outcome | null): Outcome | null {
  const checker = createChecker();
  if (patch.value !== undefined) checker.add('value', 'INVALID', 'A value is given when the opportunity is won');
  if (patch.reason !== undefined) checker.add('reason', 'INVALID', 'A reason is given when the opportunity is lost');
  checker.done();
  return outcome;
}

function wonValue({ scored }: Opportunity, { value }: OpportunityPatch): MinorUnits {
  const amount = value === undefined ? null : parseMoney(value.trim(), scored.currency);
  if (amount !== null && amount > 0) return amount;
  const message = `value must be an amount above 0 in ${scored.currency}, with at most its number of decimals`;
  throw invalid([{ path: 'value', code: value === undefined ? 'REQUIRED' : 'OUT_OF_RANGE', message }]);
}

function reasonOf({ reason }: OpportunityPatch): LostReason {
  if (reason !== undefined) return reason;
  const message = `A reason is required: ${LOST_REASONS.join(', ')}`;
  throw invalid([{ path: 'reason', code: 'REASON_REQUIRED', message }], 'REASON_REQUIRED');
}
