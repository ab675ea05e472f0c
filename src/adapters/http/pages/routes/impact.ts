import { type Context, Hono } from 'hono';
import type { Actor } from '../../../../core/domain/access/actor.ts';
import { mayEver } from '../../../../core/domain/access/permissions.ts';
import type { Campaign } from '../../../../core/domain/campaign/campaign.ts';
import { beginOf, LEDGER_SERIES, PERIODS, SNAPSHOT_SERIES } from '../../../../core/domain/metrics/series.ts';
import { toRfc3339 } from '../../../../core/domain/shared/time.ts';
import type { RequestContext } from '../../../../core/usecases/context.ts';
import { getSelection } from '../../../../core/usecases/evidence/get-selection.ts';
import { listInstances } from '../../../../core/usecases/lifecycle/list-instances.ts';
import { backfillSnapshots } from '../../../../core/usecases/metrics/backfill-snapshots.ts';
import { compareCampaign } from '../../../../core/usecases/metrics/compare-campaign.ts';
import { estimateImpact } from '../../../../core/usecases/metrics/estimate-impact.ts';
import { getDashboard } from '../../../../core/usecases/metrics/get-dashboard.ts';
import { getSeries } from '../../../../core/usecases/metrics/get-series.ts';
import { listSnapshots } from '../../../../core/usecases/metrics/list-snapshots.ts';
import { takeSnapshot } from '../../../../core/usecases/metrics/take-snapshot.ts';
import { listSpending } from '../../../../core/usecases/spending/list-spending.ts';
import { csvRow } from '../../csv.ts';
import type { PagesContext, PagesEnv } from '../deps.ts';
import { formView, readForm, requestContext } from '../forms.ts';
import { part, readAll } from '../read.ts';
import { topRows } from '../view/evidence.ts';
import { budgetChart } from '../view/impact-budget.ts';
import { SNAPSHOT_COLUMNS, snapshotCells } from '../view/impact-csv.ts';
import { estimateView } from '../view/impact-estimate.ts';
import { ESTIMATE_FIELDS, estimateForm } from '../view/impact-form.ts';
import { kpiCards, meters, outcomeBars, outcomesFinding } from '../view/impact-page.ts';
import { METRIC_WORDS, PERIOD_WORDS, seriesChart } from '../view/impact-series.ts';
import { standingView } from '../view/impact-standing.ts';
import { instanceRow } from '../view/instance-row.ts';
import { campaignOf, campaignPage } from './campaign-shell.ts';

const METRICS = [...SNAPSHOT_SERIES, ...LEDGER_SERIES];
const DONE: Readonly<Record<string, string>> = {
  snapshot: 'The snapshot of this hour stands.',
  backfill: 'Past days are filled in with what the ledger knows of them.',
  nothing: 'Every past day has a snapshot already.',
};
const TOP_EVIDENCE = 5;
const MOST_SPENDING = 1_000;
const MOST_SNAPSHOTS = 10_000;

/** A campaign's impact: what it reached, how it came to that, what it cost, and what it may be worth. */
export function impactRoutes(pages: PagesContext): Hono<PagesEnv> {
  const { core } = pages;
  const app = new Hono<PagesEnv>();
  app.get('/campaigns/:id/impact', async (c) => {
    const campaign = await campaignOf(pages, c);
    const context = requestContext(pages, c);
    const campaignId = campaign.id;
    const form = estimateForm(c.req.query(), campaign.timeZone, core.clock.now());
    const [dashboard, series, spending, estimate, instances, evidence, standing] = await Promise.all([
      part(getDashboard(core, context, { campaignId })),
      part(seriesPart(pages, c, context, campaign)),
      part(readAll((request) => listSpending(core, context, { ...request, campaignId }), MOST_SPENDING)),
      part(estimateImpact(core, context, { campaignId, ...form.input })),
      part(listInstances(core, context, { campaignId })),
      part(getSelection(core, context, { campaignId, limit: TOP_EVIDENCE })),
      part(compareCampaign(core, context, { campaignId })),
    ]);
    const model = {
      base: `/campaigns/${campaignId}/impact`,
      done: DONE[c.req.query('done') ?? ''] ?? null,
      snapshotKey: maySnap(context.actor, campaign) ? core.ids.next() : null,
      dashboard: dashboard.ok ? { cards: kpiCards(dashboard.value), meters: meters(dashboard.value) } : null,
      outcomes: dashboard.ok ? outcomesPart(outcomeBars(dashboard.value.performance)) : null,
      series: series.ok ? series.value : null,
      budgetRead: dashboard.ok && spending.ok,
      budget:
        dashboard.ok && spending.ok
          ? budgetChart(campaign, dashboard.value.performance.financials.burn, spending.value, core.clock.now())
          : null,
      estimate: estimate.ok ? estimateView(estimate.value, campaign.timeZone) : null,
      form: formView('', ESTIMATE_FIELDS, form.values, form.error),
      evidence: evidence.ok ? topRows(evidence.value, core.clock.now(), campaign.timeZone) : null,
      standing: standing.ok ? standingView(standing.value) : null,
      cohorts: instances.ok ? instances.value.items.map((one) => instanceRow(one)) : null,
    };
    const shell = {
      tab: 'impact',
      view: 'campaign/impact',
      scripts: ['print.js'],
      status: form.error ? 422 : 200,
    } as const;
    return campaignPage(pages, c, campaign, shell, model);
  });

  app.post('/campaigns/:id/snapshots', async (c) => {
    const form = await readForm(c);
    const campaignId = c.req.param('id');
    await takeSnapshot(core, requestContext(pages, c, form), { campaignId });
    return c.redirect(`/campaigns/${campaignId}/impact?done=snapshot`, 303);
  });

  app.post('/campaigns/:id/snapshots/backfill', async (c) => {
    const form = await readForm(c);
    const campaignId = c.req.param('id');
    const { result } = await backfillSnapshots(core, requestContext(pages, c, form), {
      campaignId,
      from: null,
      to: null,
    });
    return c.redirect(`/campaigns/${campaignId}/impact?done=${result.made === 0 ? 'nothing' : 'backfill'}`, 303);
  });

  app.get('/campaigns/:id/impact.csv', async (c) => {
    const campaign = await campaignOf(pages, c);
    const context = requestContext(pages, c);
    const list = (request: { limit: number; cursor: string | null }) =>
      listSnapshots(core, context, { ...request, campaignId: campaign.id });
    const snapshots = await readAll(list, MOST_SNAPSHOTS);
    const rows = snapshots.toReversed().map((snapshot) => csvRow(snapshotCells(snapshot)));
    return c.body([csvRow(SNAPSHOT_COLUMNS), ...rows].join(''), 200, {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="impact-${toRfc3339(core.clock.now()).slice(0, 10)}.csv"`,
    });
  });
  return app;
}

/** Whether this person may take a snapshot of the campaign now. */
function maySnap(actor: Actor, { status }: Campaign): boolean {
  return mayEver(actor, 'snapshot.write') && status !== 'draft' && status !== 'closed';
}

function outcomesPart(bars: ReturnType<typeof outcomeBars>) {
  return { bars, finding: outcomesFinding(bars) };
}

/** The chart of the metric and period that the address asks for. */
async function seriesPart(pages: PagesContext, c: Context<PagesEnv>, context: RequestContext, campaign: Campaign) {
  const { core } = pages;
  const metric = METRICS.find((known) => known === c.req.query('metric')) ?? 'sroi';
  const period = PERIODS.find((known) => known === c.req.query('period')) ?? '90d';
  const series = await getSeries(core, context, { campaignId: campaign.id, metric, period });
  const now = core.clock.now();
  const begin = Math.max(beginOf(period, now) ?? campaign.createdAt, campaign.createdAt);
  const href = (over: object) => `?${new URLSearchParams({ metric, period, ...over })}#series`;
  return {
    chart: seriesChart(series, begin, now, campaign.timeZone),
    metric,
    period,
    label: METRIC_WORDS[metric],
    metrics: METRICS.map((name) => ({ value: name, label: METRIC_WORDS[name], selected: name === metric })),
    periods: PERIODS.map((name) => ({ href: href({ period: name }), label: PERIOD_WORDS[name], on: name === period })),
  };
}
