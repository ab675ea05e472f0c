import { type Context, Hono } from 'hono';
import { mayEver } from '../../../../core/domain/access/permissions.ts';
import type { Campaign } from '../../../../core/domain/campaign/campaign.ts';
import { type DomainError, invalid } from '../../../../core/domain/shared/errors.ts';
import { getAlertPolicy } from '../../../../core/usecases/alert-policies/get-alert-policy.ts';
import { putAlertPolicy } from '../../../../core/usecases/alert-policies/put-alert-policy.ts';
import { replayAlertPolicy } from '../../../../core/usecases/alert-policies/replay-alert-policy.ts';
import type { PagesContext, PagesEnv } from '../deps.ts';
import { type FormValues, formView, readForm, refusalOf, requestContext, wantsFragment } from '../forms.ts';
import {
  boxesOf,
  comparisonView,
  FIELD_OF,
  POLICY_FIELDS,
  policyFrom,
  SOURCE_WORDS,
  valuesOf,
} from '../view/alert-policy.ts';
import { renamed } from './amount.ts';
import { campaignOf, campaignPage } from './campaign-shell.ts';

/** A campaign's alert policy: today's beside what is proposed, tried on the real ledger before it is saved. */
export function alertPolicyRoutes(pages: PagesContext): Hono<PagesEnv> {
  const { core } = pages;
  const app = new Hono<PagesEnv>();
  app.get('/campaigns/:id/alert-policy', async (c) => show(pages, c, await campaignOf(pages, c), null, null));

  app.post('/campaigns/:id/alert-policy/compare', async (c) => {
    const values = await readForm(c);
    const campaign = await campaignOf(pages, c);
    if (!wantsFragment(c)) return show(pages, c, campaign, values, null);
    const comparison = await compare(pages, c, campaign, values);
    return c.html(pages.views.render('campaign/_policy-comparison', { comparison, action: addressOf(campaign) }));
  });

  app.post('/campaigns/:id/alert-policy', async (c) => {
    const values = await readForm(c);
    const campaign = await campaignOf(pages, c);
    const policy = values.inherit === 'on' ? null : policyFrom(values);
    const owner = { of: 'campaign', id: campaign.id } as const;
    const ifVersion = Number(values.version ?? Number.NaN);
    try {
      await putAlertPolicy(core, requestContext(pages, c), { owner, ifVersion, policy: policy && whole(policy) });
      return c.redirect(addressOf(campaign), 303);
    } catch (error) {
      return show(pages, c, campaign, values, renamed(refusalOf(error), FIELD_OF));
    }
  });
  return app;
}

function addressOf(campaign: Campaign): string {
  return `/campaigns/${campaign.id}/alert-policy`;
}

/** Numbers that are none are refused by their field here, since a form may hold any text. */
function whole(policy: ReturnType<typeof policyFrom>) {
  const issues = (policy.thresholds ?? []).flatMap(({ windowMinutes }, at) =>
    Number.isFinite(windowMinutes)
      ? []
      : [{ path: `thresholds.${at}.windowMinutes`, code: 'REQUIRED', message: 'Type how many hours' }],
  );
  if (!Number.isFinite(policy.rearmMargin)) {
    issues.push({ path: 'rearmMargin', code: 'REQUIRED', message: 'Type how many percentage points' });
  }
  if (issues.length > 0) throw invalid(issues);
  return policy;
}

async function compare(pages: PagesContext, c: Context<PagesEnv>, campaign: Campaign, values: FormValues) {
  const context = requestContext(pages, c);
  try {
    const policy = whole(policyFrom(values));
    return comparisonView(await replayAlertPolicy(pages.core, context, { campaignId: campaign.id, policy }));
  } catch (error) {
    return { title: refusalOf(error).message, basis: null, rows: [] };
  }
}

async function show(
  pages: PagesContext,
  c: Context<PagesEnv>,
  campaign: Campaign,
  typed: FormValues | null,
  error: DomainError | null,
): Promise<Response> {
  const context = requestContext(pages, c);
  const view = await getAlertPolicy(pages.core, context, { owner: { of: 'campaign', id: campaign.id } });
  const values = typed ?? valuesOf(view.policy);
  const model = {
    action: addressOf(campaign),
    source: SOURCE_WORDS[view.source],
    version: view.version,
    inherits: view.source !== 'campaign',
    mayWrite: mayEver(context.actor, 'alert-policy.write'),
    timeZone: campaign.timeZone,
    form: formView('', POLICY_FIELDS, values, error),
    boxes: boxesOf(values),
    comparison: await compare(pages, c, campaign, values),
  };
  const status = error === null ? 200 : error.kind === 'version_mismatch' ? 412 : 422;
  return campaignPage(pages, c, campaign, { tab: 'alerts', view: 'campaign/alert-policy', status }, model);
}
