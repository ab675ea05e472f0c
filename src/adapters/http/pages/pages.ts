import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { csrf } from 'hono/csrf';
import { HTTPException } from 'hono/http-exception';
import { notFound } from '../../../core/domain/shared/errors.ts';
import type { HttpEnv } from '../env.ts';
import { loadAssets } from './assets.ts';
import type { PagesContext, PagesDeps, PagesEnv } from './deps.ts';
import { errorPage } from './errors.ts';
import { whileMaking } from './making.ts';
import { createRenderer } from './render.ts';
import { activityRoutes } from './routes/activities.ts';
import { alertPolicyRoutes } from './routes/alert-policy.ts';
import { alertRoutes } from './routes/alerts.ts';
import { auditRoutes } from './routes/audit.ts';
import { billingRoutes } from './routes/billing.ts';
import { boardRoutes } from './routes/board.ts';
import { campaignRoutes } from './routes/campaign.ts';
import { campaignActivityRoutes } from './routes/campaign-activities.ts';
import { capacityRoutes } from './routes/capacity.ts';
import { catalogueRoutes } from './routes/catalogue.ts';
import { catalogueFormRoutes } from './routes/catalogue-forms.ts';
import { companyDashboardRoutes } from './routes/company-dashboard.ts';
import { companyWhatIfRoutes } from './routes/company-what-if.ts';
import { deliveryRoutes } from './routes/deliveries.ts';
import { evidenceRoutes } from './routes/evidence.ts';
import { impactRoutes } from './routes/impact.ts';
import { listRoutes } from './routes/list.ts';
import { liveRoutes } from './routes/live.ts';
import { pricingRoutes } from './routes/pricing.ts';
import { proposalRoutes } from './routes/proposals.ts';
import { searchRoutes } from './routes/search.ts';
import { signInRoutes } from './routes/sign-in.ts';
import { silenceRoutes } from './routes/silences.ts';
import { subscriptionRoutes } from './routes/subscriptions.ts';
import { termsRoutes } from './routes/terms.ts';
import { upsellRoutes } from './routes/upsell.ts';
import { whatIfRoutes } from './routes/what-if.ts';
import { wizardRoutes } from './routes/wizard.ts';
import { pageHeaders } from './security.ts';
import { readSession, requireSession } from './session.ts';

const FORM_MAX = 256 * 1024;

/** The HTML pages: own routes, session and stream over the same use cases as the API. Mount it last, at `/`. */
export function createPages(deps: PagesDeps): Hono<HttpEnv> {
  const assets = loadAssets();
  const pages: PagesContext = { ...deps, assets, views: createRenderer({ cache: deps.cacheViews }) };
  const app = new Hono<PagesEnv>();
  app.route('/', assets.routes);
  app.use(pageHeaders());
  app.use(csrf());
  app.use(
    bodyLimit({
      maxSize: FORM_MAX,
      onError: () => {
        throw new HTTPException(413);
      },
    }),
  );
  app.use(whileMaking(pages));
  app.use(readSession(deps.verifyToken));
  app.route('/', signInRoutes(pages));
  app.use(requireSession());
  app.route('/', liveRoutes(pages));
  app.route('/', listRoutes(pages));
  app.route('/', wizardRoutes(pages));
  app.route('/', termsRoutes(pages));
  app.route('/', whatIfRoutes(pages));
  app.route('/', campaignRoutes(pages));
  app.route('/', capacityRoutes(pages));
  app.route('/', evidenceRoutes(pages));
  app.route('/', boardRoutes(pages));
  app.route('/', activityRoutes(pages));
  app.route('/', campaignActivityRoutes(pages));
  app.route('/', proposalRoutes(pages));
  app.route('/', companyWhatIfRoutes(pages));
  app.route('/', subscriptionRoutes(pages));
  app.route('/', pricingRoutes(pages));
  app.route('/', silenceRoutes(pages));
  app.route('/', deliveryRoutes(pages));
  app.route('/', impactRoutes(pages));
  app.route('/', companyDashboardRoutes(pages));
  app.route('/', alertRoutes(pages));
  app.route('/', alertPolicyRoutes(pages));
  app.route('/', billingRoutes(pages));
  app.route('/', catalogueFormRoutes(pages));
  app.route('/', catalogueRoutes(pages));
  app.route('/', upsellRoutes(pages));
  app.route('/', auditRoutes(pages));
  app.route('/', searchRoutes(pages));
  app.all('*', () => {
    throw notFound('Page');
  });
  app.onError((error, c) => errorPage(pages, c, error));
  return app as unknown as Hono<HttpEnv>;
}
