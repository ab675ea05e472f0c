import { recordActivities } from '../core/usecases/activities/record-activities.ts';
import { reviewActivity } from '../core/usecases/activities/review-activity.ts';
import { consumeCapacity } from '../core/usecases/capacity/consume-capacity.ts';
import { grantCredits } from '../core/usecases/capacity/grant-credits.ts';
import { joinWaitlist } from '../core/usecases/capacity/join-waitlist.ts';
import { releaseCapacity } from '../core/usecases/capacity/release-capacity.ts';
import { reverseEntry } from '../core/usecases/capacity/reverse-entry.ts';
import type { Core } from '../core/usecases/core.ts';
import { transitionCampaign } from '../core/usecases/lifecycle/transition-campaign.ts';
import { putTerms } from '../core/usecases/terms/put-terms.ts';
import { as, COORDINATOR, onceAs, PROGRAM_MANAGEMENT, SALES } from './actors.ts';
import type { LineCore } from './line-core.ts';
import { performEvidence } from './perform-evidence.ts';
import { performImpact } from './perform-impact.ts';
import { HASH, type Step } from './plan-steps.ts';

/** The campaign that steps are done to. */
export interface PastCampaignState {
  readonly id: string;
  readonly slug: string;
  readonly subscriptionId: string;
  /** The ids of consumptions by their keys, for those that are taken back later. */
  readonly entryIds: Map<string, string>;
}

type StepOf<K extends Step['kind']> = Extract<Step, { kind: K }>;

/** Does one step through the use case that people do it by; a step that was done before changes nothing. */
export async function performStep(line: LineCore, campaign: PastCampaignState, step: Exclude<Step, { kind: 'make' }>) {
  line.ids.begin(`${campaign.slug}/${step.kind}/${'key' in step ? step.key : step.at}`);
  switch (step.kind) {
    case 'terms':
      return putTermsOnce(line, campaign, step);
    case 'transition':
      return transition(line, campaign, step);
    case 'consume':
      return consume(line, campaign, step);
    case 'tell':
      return tell(line, campaign, step);
    case 'reject':
      return reject(line, campaign, step);
    case 'release':
      return release(line, campaign, step);
    case 'reverse':
      return reverse(line, campaign, step);
    case 'wait':
      return wait(line, campaign, step);
    case 'grant':
      return grant(line, campaign, step);
    case 'report':
    case 'spend':
    case 'snapshot':
      return performImpact(line, campaign, step);
    case 'complete':
    case 'evidence':
    case 'judge':
      return performEvidence(line, campaign, step);
  }
}

async function putTermsOnce({ core }: LineCore, { id, subscriptionId }: PastCampaignState, step: StepOf<'terms'>) {
  const campaign = await core.campaigns.find(id);
  if (!campaign || campaign.termsNumber >= step.number) return;
  const terms = step.terms.model === 'bundle' ? { ...step.terms, subscriptionId } : step.terms;
  await putTerms(core, as(SALES), { campaignId: id, ifVersion: campaign.version, terms });
}

async function transition(
  { core }: LineCore,
  { id, slug }: PastCampaignState,
  { to, reason, at }: StepOf<'transition'>,
) {
  const actor = to === 'planned' || to === 'closed' ? SALES : COORDINATOR;
  await transitionCampaign(core, onceAs(actor, `${slug}/${at}/${to}`), { id, to, reason });
}

/** Asked for at once, with nothing to look up between, the items go into the ledger in one commit and in their order. */
async function consume({ core }: LineCore, { id, entryIds }: PastCampaignState, { items }: StepOf<'consume'>) {
  const place = await core.directory.find(id);
  const world = { ...core, directory: { find: async () => place } };
  await Promise.all(
    items.map(async (item) => {
      const { entry } = await consumeCapacity(world, as(PROGRAM_MANAGEMENT), { ...item, campaignId: id });
      entryIds.set(item.key, entry.id);
    }),
  );
}

/** The line knows its own campaign only: what others were at that time is lived through beside it. */
function withOwnCampaign(core: Core, campaignId: string): Core {
  const candidates: Core['activities']['candidates'] = async (query) =>
    (await core.activities.candidates(query)).filter((candidate) => candidate.campaignId === campaignId);
  return { ...core, activities: { ...core.activities, candidates } };
}

async function tell({ core }: LineCore, { id }: PastCampaignState, { items }: StepOf<'tell'>) {
  const campaign = await core.campaigns.find(id);
  const group = await core.catalogue.findGroup(campaign?.beneficiaryGroupId ?? '');
  const common = { companyId: campaign?.companyId ?? '', tags: group?.tags ?? [] };
  await recordActivities(withOwnCampaign(core, id), as(PROGRAM_MANAGEMENT), {
    items: items.map((item) => ({ ...item, ...common })),
  });
}

async function reject({ core }: LineCore, { id, slug }: PastCampaignState, { key, activityId }: StepOf<'reject'>) {
  const once = onceAs(COORDINATOR, `${slug}/reject/${key}`);
  await reviewActivity(withOwnCampaign(core, id), once, { id: activityId, decision: 'reject' });
}

async function release({ core }: LineCore, { id }: PastCampaignState, { key, subject, reason }: StepOf<'release'>) {
  await releaseCapacity(core, as(PROGRAM_MANAGEMENT), { campaignId: id, key, hash: HASH, subject, reason });
}

async function reverse({ core }: LineCore, { id, slug, entryIds }: PastCampaignState, step: StepOf<'reverse'>) {
  const entryId = entryIds.get(step.consumptionKey);
  if (!entryId) throw new Error(`The demo's ${slug} takes back ${step.consumptionKey}, which never was`);
  const { key, reason } = step;
  await reverseEntry(core, as(COORDINATOR), { campaignId: id, key, hash: HASH, entryId, reason });
}

async function wait({ core }: LineCore, { id }: PastCampaignState, { key, subject }: StepOf<'wait'>) {
  await joinWaitlist(core, as(PROGRAM_MANAGEMENT), { campaignId: id, key, hash: HASH, subject });
}

async function grant({ core }: LineCore, { id }: PastCampaignState, step: StepOf<'grant'>) {
  const { key, quantity, expiresAt, priority, note } = step;
  await grantCredits(core, as(SALES), { campaignId: id, key, hash: HASH, quantity, expiresAt, priority, note });
}
