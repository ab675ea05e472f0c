import { firstInstanceId } from '../core/domain/lifecycle/first-instance.ts';
import { updateInstance } from '../core/usecases/instances/update-instance.ts';
import { keepSnapshot } from '../core/usecases/metrics/take-snapshot.ts';
import { recordSpending } from '../core/usecases/spending/record-spending.ts';
import { as, COORDINATOR, onceAs, PROGRAM_MANAGEMENT } from './actors.ts';
import type { ImpactStep } from './impact.ts';
import type { LineCore } from './line-core.ts';

/** Does one step of a campaign's impact; one that was done before changes nothing. */
export async function performImpact(
  line: LineCore,
  { id, slug }: { readonly id: string; readonly slug: string },
  step: ImpactStep,
): Promise<void> {
  switch (step.kind) {
    case 'report':
      return report(line, id, step);
    case 'spend': {
      const { key, amount, note } = step;
      await recordSpending(line.core, onceAs(COORDINATOR, `${slug}/${key}`), { campaignId: id, amount, note });
      return;
    }
    case 'snapshot': {
      const campaign = await line.core.campaigns.find(id);
      if (campaign) await keepSnapshot(line.core, campaign, 'scheduled', step.at);
    }
  }
}

/** A report is of its time: one that is as new stands already. */
async function report(
  { core }: LineCore,
  campaignId: string,
  { at, report: reported }: Extract<ImpactStep, { kind: 'report' }>,
) {
  const instanceId = firstInstanceId(campaignId);
  const cohort = (await core.campaigns.instances(campaignId)).find(({ id }) => id === instanceId);
  if (!cohort) throw new Error('The demo reports of a cohort that has not begun');
  if (cohort.updatedAt >= at) return;
  const { volunteers, beneficiaries, sessions, hours, outcomes, sroi, vis } = reported;
  await updateInstance(core, as(PROGRAM_MANAGEMENT), {
    campaignId,
    instanceId,
    ifVersion: cohort.version,
    patch: {
      enrolledVolunteers: volunteers,
      enrolledBeneficiaries: beneficiaries,
      sessionsHeld: sessions,
      hoursLogged: hours,
      outcomeScores: outcomes,
      sroi,
      vis,
    },
  });
}
