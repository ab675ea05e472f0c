import { type CampaignStatus, STATUSES } from '../../../../core/domain/lifecycle/status.ts';
import { PRICING_MODELS, type PricingModel } from '../../../../core/domain/terms/terms.ts';
import type { CampaignQuery, CampaignSort } from '../../../../ports/campaign-repository.ts';
import { BAND_WORDS } from './bands.ts';
import { MODEL_WORDS, STATUS_WORDS } from './words.ts';

/** What the list's address says; anything it does not know is left out, so that old bookmarks still work. */
export interface ListQuery {
  readonly state: CampaignStatus | null;
  readonly company: string | null;
  readonly model: PricingModel | null;
  readonly band: 80 | 90 | 100 | 110 | null;
  readonly quarter: string | null;
  readonly q: string;
  readonly sort: { readonly field: CampaignSort; readonly direction: 'asc' | 'desc' };
  readonly cursor: string | null;
}

/** The fullest first: what asks for a decision stands at the top. */
const DEFAULT_SORT = '-utilization';
const SORTS = ['name', 'startDate', 'utilization', 'sroi', 'updatedAt'] as const;

export function parseListQuery(params: URLSearchParams): ListQuery {
  const among = <T extends string>(name: string, known: readonly T[]) =>
    known.find((value) => value === params.get(name)) ?? null;
  const sort = params.get('sort') ?? DEFAULT_SORT;
  const field = SORTS.find((known) => known === sort.replace(/^-/, '')) ?? 'utilization';
  const quarter = params.get('quarter') ?? '';
  return {
    state: among('state', STATUSES),
    company: params.get('company') || null,
    model: among('model', PRICING_MODELS),
    band: ([80, 90, 100, 110] as const).find((band) => String(band) === params.get('band')) ?? null,
    quarter: /^\d{4}-Q[1-4]$/.test(quarter) ? quarter : null,
    q: (params.get('q') ?? '').trim().slice(0, 200),
    sort: { field, direction: sort.startsWith('-') ? 'desc' : 'asc' },
    cursor: params.get('cursor') || null,
  };
}

/** The same question to the core. */
export function toCampaignQuery(query: ListQuery): Omit<CampaignQuery, 'limit' | 'cursor'> {
  return {
    ...(query.state ? { statuses: [query.state] } : {}),
    ...(query.company ? { companyId: query.company } : {}),
    ...(query.model ? { pricingModel: query.model } : {}),
    ...(query.band ? { band: query.band } : {}),
    ...(query.quarter ? { quarter: query.quarter } : {}),
    ...(query.q ? { q: query.q } : {}),
    sort: [query.sort],
  };
}

/** The address of the list with some of the query changed; the first page unless a cursor is given. */
export function listHref(query: ListQuery, change: Partial<ListQuery>, path = '/'): string {
  const { state, company, model, band, quarter, q, sort, cursor } = { ...query, cursor: null, ...change };
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries({ state, company, model, band, quarter, q, cursor })) {
    if (value) params.set(name, String(value));
  }
  const order = (sort.direction === 'desc' ? '-' : '') + sort.field;
  if (order !== DEFAULT_SORT) params.set('sort', order);
  return params.size > 0 ? `${path}?${params}` : path;
}

export interface Option {
  readonly value: string;
  readonly label: string;
  readonly selected: boolean;
}

/** The filters as selects. */
export function filterOptions(query: ListQuery, companies: ReadonlyMap<string, string>, quarters: readonly string[]) {
  const options = (selected: string | null, entries: readonly (readonly [string, string])[]): Option[] =>
    entries.map(([value, label]) => ({ value, label, selected: value === selected }));
  return {
    states: options(
      query.state,
      STATUSES.map((status) => [status, STATUS_WORDS[status]]),
    ),
    companies: options(query.company, [...companies]),
    models: options(
      query.model,
      PRICING_MODELS.map((model) => [model, MODEL_WORDS[model]]),
    ),
    bands: options(
      query.band && String(query.band),
      ([80, 90, 100, 110] as const).map((band) => [String(band), `${band} %: ${BAND_WORDS[band]}`]),
    ),
    quarters: options(
      query.quarter,
      quarters.map((quarter) => [quarter, quarter.replace('-', ' ')]),
    ),
  };
}

/** Five quarters around the current one, and the one that is chosen. */
export function quartersAround(today: string, chosen: string | null): string[] {
  const date = Temporal.PlainDate.from(today);
  const quarters = [-3, -2, -1, 0, 1, 2].map((step) => {
    const { year, month } = date.add({ months: step * 3 });
    return `${year}-Q${Math.ceil(month / 3)}`;
  });
  return [...new Set([...quarters, ...(chosen ? [chosen] : [])])].sort().reverse();
}
