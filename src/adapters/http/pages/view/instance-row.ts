import type { Instance } from '../../../../core/domain/lifecycle/instance.ts';
import { countText, periodText } from './format.ts';
import { type Chip, statusChip } from './words.ts';

/** A cohort as Program Management reports it; what is not known stays a dash. */
export interface InstanceRow {
  readonly name: string;
  readonly status: Chip;
  readonly period: string;
  readonly volunteers: string;
  readonly beneficiaries: string;
  readonly sessions: string;
  readonly hours: string;
  readonly sroi: string;
  readonly vis: string;
}

export function instanceRow(instance: Instance): InstanceRow {
  return {
    name: instance.name,
    status: statusChip(instance.status),
    period: periodText(instance.startDate, instance.endDate),
    volunteers: countText(instance.enrolledVolunteers),
    beneficiaries: countText(instance.enrolledBeneficiaries),
    sessions: countText(instance.sessionsHeld),
    hours: `${countText(instance.hoursLogged)} h`,
    sroi: instance.sroi === null ? '–' : countText(instance.sroi),
    vis: instance.vis === null ? '–' : countText(instance.vis),
  };
}
