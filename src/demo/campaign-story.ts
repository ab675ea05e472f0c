import type { CampaignFields } from '../core/domain/campaign/input.ts';
import type { Threshold } from '../core/domain/capacity/thresholds.ts';
import type { CampaignStatus } from '../core/domain/lifecycle/status.ts';
import type { TermsInput } from '../core/domain/terms/input.ts';
import type { Day } from './calendar.ts';
import type { GroupSlug, TemplateSlug } from './catalogue.ts';
import type { CompanySlug } from './companies.ts';

/** Bundle terms name the demo's subscription, whose id is known only when it has been made. */
export type StoryTerms = Omit<TermsInput, 'subscriptionId'>;

/** How the capacity was used. */
export interface Usage {
  readonly from: Day;
  /** Yesterday, unless given. */
  readonly until?: Day;
  /** What is consumed at the end, in pieces: people's places, or the smallest part of an activity. */
  readonly target: number;
  readonly limit: number;
  readonly releases: number;
  readonly reversals: number;
  /** Without it each piece is one subject's place. */
  readonly activity?: {
    readonly kind: 'hour' | 'session';
    /** Hours or sessions in a piece. */
    readonly volume: number;
    readonly pieces: { readonly min: number; readonly max: number };
    /** Whether Program Management tells of them, so that they are linked and debited; else they are booked as they are. */
    readonly told?: boolean;
  };
}

/** Something else that happened to the capacity. `place` counts the places that were taken, from 0. */
export type Incident =
  | { readonly kind: 'wait'; readonly who: string }
  | { readonly kind: 'leave-place'; readonly place: number; readonly reason: string }
  | { readonly kind: 'take-place'; readonly who: string }
  | {
      readonly kind: 'grant';
      readonly name: string;
      readonly quantity: number;
      readonly expires: Day;
      readonly priority: number;
      readonly note: string;
    };

/** A campaign's past as it is to be lived through: pure data, days relative to the day of the seed. */
export interface CampaignStory {
  /** Names it in keys, ids and progress. */
  readonly slug: string;
  readonly name: string;
  readonly company: CompanySlug;
  readonly template: TemplateSlug;
  readonly group: GroupSlug;
  readonly fields: Omit<CampaignFields, 'programTemplateId' | 'beneficiaryGroupId' | 'startDate' | 'endDate'>;
  /** First and last day. */
  readonly period: readonly [Day, Day];
  readonly made: Day;
  readonly terms: readonly { readonly on: Day; readonly terms: StoryTerms }[];
  readonly status: readonly { readonly on: Day; readonly to: CampaignStatus; readonly reason?: string }[];
  readonly usage?: Usage;
  readonly incidents?: readonly { readonly on: Day; readonly minute: number; readonly incident: Incident }[];
  /** After how many days somebody acknowledged an alert; thresholds that are not named were left alone. */
  readonly acknowledged?: Partial<Record<Threshold, number>>;
}

/** The usual way to a campaign that its period makes active: planned two weeks after it was made, recruiting from a day on. */
export function openedFor(made: Day, recruiting: Day): CampaignStory['status'] {
  return [
    { on: Math.min(made + 14, recruiting - 4), to: 'planned' },
    { on: recruiting, to: 'recruiting' },
  ];
}
