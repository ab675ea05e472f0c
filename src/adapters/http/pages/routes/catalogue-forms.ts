import { type Context, Hono } from 'hono';
import { requirePermission } from '../../../../core/domain/access/permissions.ts';
import { PROGRAM_TYPES } from '../../../../core/domain/catalogue/catalogue.ts';
import { type DomainError, invalid } from '../../../../core/domain/shared/errors.ts';
import { createGroup } from '../../../../core/usecases/catalogue/create-group.ts';
import { createCompany } from '../../../../core/usecases/companies/create-company.ts';
import type { PagesContext, PagesEnv } from '../deps.ts';
import { type FormValues, formView, readForm, refusalOf, requestContext } from '../forms.ts';
import { page } from '../frame.ts';
import { COMPANY_FIELDS, GROUP_FIELDS, GROUP_LABELS, toCompany, toGroup } from '../view/catalogue-forms.ts';
import { inWords } from '../view/wizard.ts';
import { PROGRAM_WORDS } from '../view/words.ts';

/** New companies and beneficiary groups, the first things that a campaign needs. */
export function catalogueFormRoutes(pages: PagesContext): Hono<PagesEnv> {
  const { core } = pages;
  const app = new Hono<PagesEnv>();

  app.get('/catalogue/companies/new', (c) => {
    requirePermission(c.get('actor'), 'company.write');
    return showCompany(pages, c, { timeZone: 'Europe/Berlin', currency: 'EUR' }, null);
  });
  app.post('/catalogue/companies/new', async (c) => {
    const values = await readForm(c);
    try {
      const { result } = await createCompany(core, requestContext(pages, c, values), toCompany(values));
      return c.redirect(`/catalogue/companies/${result.id}`, 303);
    } catch (error) {
      return showCompany(pages, c, values, refusalOf(error));
    }
  });

  app.get('/catalogue/groups/new', (c) => {
    requirePermission(c.get('actor'), 'catalogue.write');
    return showGroup(pages, c, {}, null);
  });
  app.post('/catalogue/groups/new', async (c) => {
    const values = await readForm(c);
    try {
      const group = toGroup(values);
      if (group.eligibleProgramTypes.length === 0) {
        const message = 'Choose at least one program';
        throw invalid([{ path: 'eligibleProgramTypes', code: 'TOO_FEW', message }]);
      }
      const { result } = await createGroup(core, requestContext(pages, c, values), group);
      return c.redirect(`/catalogue/groups/${result.id}`, 303);
    } catch (error) {
      return showGroup(pages, c, values, refusalOf(error));
    }
  });
  return app;
}

function statusOf(error: DomainError | null) {
  return error === null ? 200 : error.kind === 'forbidden' ? 403 : error.kind === 'invalid' ? 422 : 409;
}

function showCompany(pages: PagesContext, c: Context<PagesEnv>, values: FormValues, error: DomainError | null) {
  const model = {
    form: formView(values.key || pages.core.ids.next(), COMPANY_FIELDS, values, error && inWords(error)),
    zones: Intl.supportedValuesOf('timeZone'),
  };
  const options = { title: 'New company', section: 'catalogue', status: statusOf(error) } as const;
  return page(pages, c, 'catalogue/new-company', options, model);
}

function showGroup(pages: PagesContext, c: Context<PagesEnv>, values: FormValues, error: DomainError | null) {
  const told = error && inWords(error, GROUP_LABELS);
  const model = {
    form: formView(values.key || pages.core.ids.next(), GROUP_FIELDS, values, told),
    programs: PROGRAM_TYPES.map((type) => ({
      name: `program-${type}`,
      label: PROGRAM_WORDS[type],
      checked: values[`program-${type}`] === 'on',
    })),
  };
  const options = { title: 'New group', section: 'catalogue', status: statusOf(error) } as const;
  return page(pages, c, 'catalogue/new-group', options, model);
}
