import { OpenAPIHono } from '@hono/zod-openapi';
import { methodNotAllowed } from 'hono/method-not-allowed';
import { activitiesApi } from './api/activities.ts';
import { alertPoliciesApi } from './api/alert-policies.ts';
import { alertsApi } from './api/alerts.ts';
import { billingRecordsApi } from './api/billing-records.ts';
import { campaignsApi } from './api/campaigns.ts';
import { capacityApi } from './api/capacity.ts';
import { chargesApi } from './api/charges.ts';
import { companiesApi } from './api/companies.ts';

import { companyDashboardApi } from './api/company-dashboard.ts';

import { deliveriesApi } from './api/deliveries.ts';

import { eventsApi } from './api/events.ts';
import { evidenceApi } from './api/evidence.ts';
import { grantsApi } from './api/grants.ts';
import { groupsApi } from './api/groups.ts';
import { holdsApi } from './api/holds.ts';
import { instancesApi } from './api/instances.ts';
import { ledgerApi } from './api/ledger.ts';
import { lifecycleApi } from './api/lifecycle.ts';
import { metricsApi } from './api/metrics.ts';
import { operationsApi } from './api/operations.ts';
import { performanceApi } from './api/performance.ts';
import { pricingApi } from './api/pricing.ts';
import { proposalsApi } from './api/proposals.ts';
import { reclaimApi } from './api/reclaim.ts';
import { scheduleApi } from './api/schedule.ts';
import { silencesApi } from './api/silences.ts';
import { spendingApi } from './api/spending.ts';
import { subscriptionsApi } from './api/subscriptions.ts';
import { templatesApi } from './api/templates.ts';
import { termsApi } from './api/terms.ts';
import { upsellApi } from './api/upsell.ts';
import { upsellOutcomesApi } from './api/upsell-outcomes.ts';
import { waitlistApi } from './api/waitlist.ts';
import { webhooksApi } from './api/webhooks.ts';
import { whatIfApi } from './api/what-if.ts';
import { authenticate, type VerifyToken } from './auth.ts';
import type { ApiDependencies } from './dependencies.ts';
import type { HttpEnv } from './env.ts';
import { limitBody, rateLimit } from './limits.ts';
import { answerError, HttpProblem } from './problem.ts';
import { refuseUnknownQuery } from './unknown-query.ts';
import { refuseInvalid } from './validation.ts';

/** Where the API is mounted. */
export const API_BASE = '/api/v1';

export interface ApiOptions extends ApiDependencies {
  readonly verifyToken: VerifyToken;
  /** Requests a minute for each caller, 0 for no limit. */
  readonly rateLimit: number;
}

/** Everything under the base: who calls, how much, then the routes by resource. */
export function createApi(options: ApiOptions): OpenAPIHono<HttpEnv> {
  const api = new OpenAPIHono<HttpEnv>({ defaultHook: refuseInvalid });
  api.use(
    methodNotAllowed({
      app: api,
      onMethodNotAllowed: (c, methods) => {
        const Allow = methods.filter((method) => method !== 'HEAD' || methods.includes('GET')).join(', ');
        return answerError(new HttpProblem('METHOD_NOT_ALLOWED', { Allow }), c);
      },
    }),
  );
  api.use(async (c, next) => {
    await next();
    if (!c.res.headers.has('Cache-Control')) c.res.headers.set('Cache-Control', 'no-store');
  });
  api.use(authenticate(options.verifyToken));
  api.use(rateLimit(options.rateLimit));
  api.use(limitBody());
  api.use(refuseUnknownQuery(api, API_BASE));
  for (const routes of [
    companiesApi,
    companyDashboardApi,
    deliveriesApi,
    templatesApi,
    groupsApi,
    campaignsApi,
    lifecycleApi,
    instancesApi,
    scheduleApi,
    termsApi,
    subscriptionsApi,
    capacityApi,
    ledgerApi,
    grantsApi,
    holdsApi,
    waitlistApi,
    reclaimApi,
    chargesApi,
    billingRecordsApi,
    evidenceApi,
    spendingApi,
    activitiesApi,
    metricsApi,
    performanceApi,
    pricingApi,
    proposalsApi,
    whatIfApi,
    upsellApi,
    upsellOutcomesApi,
    alertsApi,
    alertPoliciesApi,
    silencesApi,
    eventsApi,
    webhooksApi,
    operationsApi,
  ]) {
    api.route('/', routes(options));
  }
  return api;
}
