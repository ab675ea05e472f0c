import type { Calendar } from './calendar.ts';
import type { CampaignStory } from './campaign-story.ts';
import { campaignsOfTheBank } from './campaigns-of-the-bank.ts';
import { campaignsOfTheManufacturer } from './campaigns-of-the-manufacturer.ts';
import { campaignsOfTheSoftwareFirm } from './campaigns-of-the-software-firm.ts';
import { campaignsWithCustomTerms } from './campaigns-with-custom-terms.ts';
import { COMPANIES } from './companies.ts';
import { planSteps, type Step } from './plan-steps.ts';

/** Campaigns that one capacity account counts, with all their steps in order of time: they share one past. */
export interface Line {
  readonly stories: readonly CampaignStory[];
  readonly steps: readonly Step[];
}

/** Every campaign of the demo. */
export function allStories(calendar: Calendar): CampaignStory[] {
  return [
    ...campaignsOfTheBank(calendar),
    ...campaignsOfTheManufacturer(),
    ...campaignsWithCustomTerms(calendar),
    ...campaignsOfTheSoftwareFirm(calendar),
  ];
}

/** Bundles of the one subscription are counted together, every other campaign by itself. */
export function linesOf(stories: readonly CampaignStory[], calendar: Calendar, seed: string): Line[] {
  const bundles = stories.filter(isBundle);
  const alone = stories.filter((story) => !isBundle(story)).map((story) => [story]);
  return [bundles, ...alone].map((group) => ({
    stories: group,
    steps: group
      .flatMap((story) => planSteps(story, calendar, COMPANIES[story.company].timeZone, seed))
      .sort((a, b) => a.at - b.at),
  }));
}

export function isBundle({ terms }: CampaignStory): boolean {
  return terms[0]?.terms.model === 'bundle';
}
