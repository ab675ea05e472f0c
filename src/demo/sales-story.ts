import type { LostReason, OpportunityState } from '../core/domain/upsell/opportunity.ts';
import type { Day } from './calendar.ts';

/** What the sales team did with what came up for a campaign, on a day. */
export interface SalesAct {
  readonly slug: string;
  readonly on: Day;
  readonly to?: OpportunityState;
  readonly own?: true;
  /** Days from the day of the seed. */
  readonly due?: Day;
  readonly nextStep?: string;
  readonly note?: string;
  readonly value?: string;
  readonly reason?: LostReason;
}

/** Each campaign's in order of time; what is not named here waits as it came up. */
export const SALES_ACTS: readonly SalesAct[] = [
  { slug: 'hospitality', on: -48, to: 'contacted', own: true, note: 'Would take five more places if HR agrees' },
  { slug: 'hospitality', on: -44, to: 'proposed', nextStep: 'Wait for the budget round' },
  { slug: 'hospitality', on: -37, to: 'won', value: '3600.00', note: 'Signed for the follow-up class' },
  { slug: 'cloud-course', on: -5, to: 'contacted', own: true },
  { slug: 'cloud-course', on: -4, to: 'lost', reason: 'budget', note: 'No credits before the new financial year' },
  { slug: 'norwegian', on: -12, to: 'contacted', own: true, note: 'The bank wants a second class in spring' },
  { slug: 'norwegian', on: -6, to: 'proposed', due: 2, nextStep: 'Answer the question about evening classes' },
  { slug: 'networking', on: -8, to: 'contacted', own: true, due: -1, nextStep: 'Call back about ten more seats' },
  { slug: 'student-careers', on: -20, to: 'dismissed', note: 'Ends with the school year anyway' },
  {
    slug: 'syrian-mentors',
    on: -3,
    own: true,
    due: 4,
    nextStep: 'Send the figures of the first cohort before calling',
  },
];

/** Who asked for a place where there was none, on the last days: campaign, day and how many. */
export const ASKED_IN_VAIN: readonly { readonly slug: string; readonly on: Day; readonly people: number }[] = [
  { slug: 'tech-newcomers', on: -4, people: 2 },
  { slug: 'tech-newcomers', on: -1, people: 3 },
];
