import { createGroup } from '../core/usecases/catalogue/create-group.ts';
import { createTemplate } from '../core/usecases/catalogue/create-template.ts';
import { updateTemplate } from '../core/usecases/catalogue/update-template.ts';
import { createCompany } from '../core/usecases/companies/create-company.ts';
import { registerSubscription } from '../core/usecases/companies/register-subscription.ts';
import { ADMIN, as, COORDINATOR, onceAs, SALES } from './actors.ts';
import type { Calendar } from './calendar.ts';
import {
  CHANGED_TEMPLATE,
  GROUPS,
  type GroupSlug,
  TEMPLATE_CHANGE,
  TEMPLATES,
  type TemplateSlug,
} from './catalogue.ts';
import { COMPANIES, type CompanySlug, learnersSubscription } from './companies.ts';
import type { LineCore } from './line-core.ts';
import { persist } from './persist.ts';

/** The ids of what campaigns are made of. */
export interface Base {
  readonly companies: Readonly<Record<CompanySlug, string>>;
  readonly templates: Readonly<Record<TemplateSlug, string>>;
  readonly groups: Readonly<Record<GroupSlug, string>>;
  readonly subscriptionId: string;
}

const BEGUN = -240;
const SUBSCRIBED = -152;
/** Campaigns made from then on have the second version of the template that was changed. */
export const TEMPLATE_CHANGED = -100;
const MORNING = 9 * 60;
const ZONE = 'Europe/Berlin';

/** Makes the companies, the first versions of the templates, the groups and the subscription, or finds them where they stand. */
export async function makeBase({ core, clock, ids }: LineCore, calendar: Calendar, signal: AbortSignal): Promise<Base> {
  async function makeAll<S extends string, I>(
    kind: string,
    inputs: Readonly<Record<S, I>>,
    make: (purpose: string, input: I) => Promise<{ result: { id: string } }>,
  ): Promise<Record<S, string>> {
    const made: [string, string][] = [];
    for (const [slug, input] of Object.entries<I>(inputs)) {
      const purpose = `${kind}/${slug}`;
      ids.begin(purpose);
      const { result } = await persist(() => make(purpose, input), signal);
      made.push([slug, result.id]);
    }
    return Object.fromEntries(made) as Record<S, string>;
  }

  clock.moveTo(calendar.at(BEGUN, MORNING, ZONE));
  const companies = await makeAll('companies', COMPANIES, (purpose, input) =>
    createCompany(core, onceAs(SALES, purpose), input),
  );
  const templates = await makeAll('templates', TEMPLATES, (purpose, input) =>
    createTemplate(core, onceAs(COORDINATOR, purpose), input),
  );
  const groups = await makeAll('groups', GROUPS, (purpose, input) =>
    createGroup(core, onceAs(COORDINATOR, purpose), input),
  );
  clock.moveTo(calendar.at(SUBSCRIBED, MORNING, ZONE));
  const subscription = { ...learnersSubscription(calendar), companyId: companies['software-firm'] };
  const subscriptions = await makeAll('subscriptions', { learners: subscription }, (purpose, input) =>
    registerSubscription(core, onceAs(SALES, purpose), input),
  );
  return { companies, templates, groups, subscriptionId: subscriptions.learners };
}

/** Makes the second version of one template; to be called when the campaigns that keep the first one are made. */
export async function changeTemplate({ core, clock, ids }: LineCore, calendar: Calendar, base: Base): Promise<void> {
  clock.moveTo(calendar.at(TEMPLATE_CHANGED, MORNING, ZONE));
  ids.begin('template-change');
  const id = base.templates[CHANGED_TEMPLATE];
  const template = await core.catalogue.findTemplate(id);
  if (template?.version === 1) await updateTemplate(core, as(ADMIN), { id, ifVersion: 1, patch: TEMPLATE_CHANGE });
}
