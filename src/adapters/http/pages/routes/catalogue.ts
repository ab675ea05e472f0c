import { type Context, Hono } from 'hono';
import { isStaff } from '../../../../core/domain/access/actor.ts';
import { mayEver } from '../../../../core/domain/access/permissions.ts';
import { listCampaigns } from '../../../../core/usecases/campaigns/list-campaigns.ts';
import { getGroup } from '../../../../core/usecases/catalogue/get-group.ts';
import { getTemplate } from '../../../../core/usecases/catalogue/get-template.ts';
import { listGroups } from '../../../../core/usecases/catalogue/list-groups.ts';
import { listTemplateVersions } from '../../../../core/usecases/catalogue/list-template-versions.ts';
import { listTemplates } from '../../../../core/usecases/catalogue/list-templates.ts';
import { updateGroup } from '../../../../core/usecases/catalogue/update-group.ts';
import { updateTemplate } from '../../../../core/usecases/catalogue/update-template.ts';
import { getCompany } from '../../../../core/usecases/companies/get-company.ts';
import { listCompanies } from '../../../../core/usecases/companies/list-companies.ts';
import { listSubscriptions } from '../../../../core/usecases/companies/list-subscriptions.ts';
import { listContracts } from '../../../../core/usecases/insight/list-contracts.ts';
import type { CampaignQuery } from '../../../../ports/campaign-repository.ts';
import type { PagesContext, PagesEnv } from '../deps.ts';
import { readForm, requestContext } from '../forms.ts';
import { page } from '../frame.ts';
import { companyNames, part, readAll } from '../read.ts';
import { campaignRow } from '../view/campaign-row.ts';
import { companyPage, companyRow, groupPage, groupRow, templatePage, templateRow } from '../view/catalogue.ts';
import { actionFacts } from '../view/pricing.ts';

/** Program templates with their versions, beneficiary groups, and companies with their campaigns. */
export function catalogueRoutes(pages: PagesContext): Hono<PagesEnv> {
  const { core } = pages;
  const app = new Hono<PagesEnv>();

  app.get('/catalogue', (c) => c.redirect('/catalogue/templates', 303));

  app.get('/catalogue/templates', async (c) => {
    const context = requestContext(pages, c);
    const templates = await readAll((request) => listTemplates(core, context, request));
    return shown(c, 'catalogue/templates', 'Templates', { rows: templates.map(templateRow) });
  });

  app.get('/catalogue/templates/:id', async (c) => {
    const context = requestContext(pages, c);
    const id = c.req.param('id');
    const [template, versions, use] = await Promise.all([
      getTemplate(core, context, { id }),
      listTemplateVersions(core, context, { id }),
      campaignsWith(c, { programTemplateId: id }),
    ]);
    const model = {
      ...templatePage(template, versions.items, core.clock.now()),
      use,
      mayWrite: mayEver(context.actor, 'catalogue.write'),
    };
    return shown(c, 'catalogue/template', template.name, model);
  });

  app.post('/catalogue/templates/:id/active', async (c) => {
    const form = await readForm(c);
    const id = c.req.param('id');
    const patch = { isActive: form.isActive === 'true' };
    await updateTemplate(core, requestContext(pages, c), { id, ifVersion: Number(form.version), patch });
    return c.redirect(`/catalogue/templates/${id}`, 303);
  });

  app.get('/catalogue/groups', async (c) => {
    const context = requestContext(pages, c);
    const groups = await readAll((request) => listGroups(core, context, request));
    return shown(c, 'catalogue/groups', 'Groups', {
      rows: groups.map(groupRow),
      mayCreate: mayEver(context.actor, 'catalogue.write'),
    });
  });

  app.get('/catalogue/groups/:id', async (c) => {
    const context = requestContext(pages, c);
    const id = c.req.param('id');
    const [group, use] = await Promise.all([
      getGroup(core, context, { id }),
      campaignsWith(c, { beneficiaryGroupId: id }),
    ]);
    return shown(c, 'catalogue/group', group.name, {
      ...groupPage(group),
      use,
      mayWrite: mayEver(context.actor, 'catalogue.write'),
    });
  });

  app.post('/catalogue/groups/:id/active', async (c) => {
    const form = await readForm(c);
    const id = c.req.param('id');
    const patch = { isActive: form.isActive === 'true' };
    await updateGroup(core, requestContext(pages, c), { id, ifVersion: Number(form.version), patch });
    return c.redirect(`/catalogue/groups/${id}`, 303);
  });

  app.get('/catalogue/companies', async (c) => {
    const context = requestContext(pages, c);
    const companies = await readAll((request) => listCompanies(core, context, request));
    return shown(c, 'catalogue/companies', 'Companies', {
      rows: companies.map(companyRow),
      mayCreate: mayEver(context.actor, 'company.write'),
    });
  });

  app.get('/catalogue/companies/:id', async (c) => {
    const context = requestContext(pages, c);
    const id = c.req.param('id');
    const company = await getCompany(core, context, { id });
    const [use, contracts, subscriptions] = await Promise.all([
      campaignsWith(c, { companyId: id }),
      part(listContracts(core, context, { companyId: id })),
      part(readAll((request) => listSubscriptions(core, context, { ...request, companyId: id }))),
    ]);
    const model = {
      ...companyPage(company, subscriptions.ok ? subscriptions.value : [], core.clock.now()),
      subscriptionsRead: subscriptions.ok,
      use,
      pricing: `/pricing/companies/${id}`,
      contracts: contracts.ok ? actionFacts(contracts.value) : [],
      mayCreate: mayEver(context.actor, 'campaign.write'),
      maySell: mayEver(context.actor, 'upsell.read'),
      mayCompare: mayEver(context.actor, 'pricing.read'),
    };
    return shown(c, 'catalogue/company', company.name, model);
  });

  /** The campaigns that use a thing of the catalogue, as far as the reader may see them. */
  async function campaignsWith(c: Context<PagesEnv>, query: Partial<CampaignQuery>) {
    const context = requestContext(pages, c);
    const found = await part(readAll((request) => listCampaigns(core, context, { ...query, ...request }), 200));
    const names = await companyNames(pages, context);
    const now = core.clock.now();
    return { ok: found.ok, rows: found.ok ? found.value.map((item) => campaignRow(item, names, now)) : [] };
  }

  async function shown(c: Context<PagesEnv>, view: string, title: string, model: object): Promise<Response> {
    const path = new URL(c.req.url).pathname;
    const tabs = [
      { href: '/catalogue/templates', label: 'Templates', shown: true },
      { href: '/catalogue/groups', label: 'Groups', shown: true },
      { href: '/catalogue/companies', label: 'Companies', shown: isStaff(c.get('actor')) },
    ]
      .filter((tab) => tab.shown)
      .map(({ href, label }) => ({ href, label, on: path.startsWith(href) }));
    return page(pages, c, view, { title, section: 'catalogue' }, { ...model, tabs });
  }

  return app;
}
