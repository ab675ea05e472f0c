import { type Actor, isStaff } from '../access/actor.ts';
import { FEWEST_PEOPLE, showFigure, type UnknownReason } from '../metrics/withhold.ts';
import type { Instance } from './instance.ts';

/** A cohort as somebody may see it, and why an outcome of it is null. */
export interface VisibleInstance extends Instance {
  readonly reasons: {
    readonly sroi: UnknownReason | null;
    readonly vis: UnknownReason | null;
    readonly outcomeScores: UnknownReason | null;
  };
}

/** The cohort with its outcomes withheld from company roles where they are over fewer than 5 people. */
export function redactInstance(instance: Instance, actor: Actor): VisibleInstance {
  const { enrolledBeneficiaries, enrolledVolunteers, outcomeScores } = instance;
  const sroi = showFigure({ value: instance.sroi, people: enrolledBeneficiaries }, actor);
  const vis = showFigure({ value: instance.vis, people: enrolledVolunteers }, actor);
  const isReported = Object.keys(outcomeScores).length > 0;
  const isHidden = isReported && !isStaff(actor) && enrolledBeneficiaries < FEWEST_PEOPLE;
  return {
    ...instance,
    sroi: sroi.value,
    vis: vis.value,
    outcomeScores: isHidden ? {} : outcomeScores,
    reasons: {
      sroi: sroi.reason,
      vis: vis.reason,
      outcomeScores: isHidden ? 'too_few' : isReported ? null : 'not_reported',
    },
  };
}
