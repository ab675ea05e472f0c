import type { Decimal } from '../terms/terms.ts';

/** What changes in people's lives are put at, in one currency; amounts in whole units. */
export interface ImpactProxies {
  /** For a beneficiary and a whole point of gain. */
  readonly integration: Decimal;
  readonly language: Decimal;
  readonly jobReadiness: Decimal;
  /** What an hour of a volunteer counts as investment. */
  readonly volunteerHour: Decimal;
  readonly source: string;
}

/** The currencies that SROI is estimated in; without a row of its own a currency has no estimate. */
export const IMPACT_PROXIES: Readonly<Record<string, ImpactProxies>> = {
  EUR: {
    integration: '150',
    language: '500',
    jobReadiness: '300',
    volunteerHour: '29.95',
    source: 'Impact model of this service, set by its owner; not a study of the region',
  },
};
