import { type Actor, isStaff } from '../access/actor.ts';
import { FEWEST_PEOPLE, type UnknownReason } from '../metrics/withhold.ts';
import type { Evidence } from './evidence.ts';

/** Evidence as somebody may see it. */
export type VisibleEvidence = Evidence & {
  /** How many completions it stands for. */
  readonly linked: number;
  /** Why its outcome is null though there is one. */
  readonly withheld: Extract<UnknownReason, 'too_few'> | null;
};

/**
 * Evidence as the actor may see it. To company roles its subject is null, and its outcome where it is over fewer than 5 people: it is then
 * scored as evidence without an outcome, so that neither its score nor its place in an order tells of it.
 * @param served how many people the campaign has served, over whom evidence about nobody in particular is
 */
export function redactEvidence(evidence: Evidence, actor: Actor, served: number): VisibleEvidence {
  const linked = evidence.completions.length;
  if (isStaff(actor)) return { ...evidence, linked, withheld: null };
  const people = evidence.subject === null ? served : 1;
  const isWithheld = evidence.outcome !== null && people < FEWEST_PEOPLE;
  return {
    ...evidence,
    subject: null,
    completions: [],
    history: evidence.history.map((event) => ({ ...event, actor: '' })),
    ...(isWithheld && { outcome: null, confidence: null }),
    linked,
    withheld: isWithheld ? 'too_few' : null,
  };
}
