import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import { getCompanyDashboard } from '../../../core/usecases/metrics/get-company-dashboard.ts';
import type { ApiDependencies } from '../dependencies.ts';
import type { HttpEnv } from '../env.ts';
import { guarded, IdParam, json, problems } from '../operation.ts';
import { presentCompanyDashboard } from '../present/company-dashboard.ts';
import { contextOf } from '../request.ts';
import { COMPANY_DASHBOARD_EXAMPLE, CompanyDashboardSchema } from '../schemas/company-dashboard.ts';
import { refuseInvalid } from '../validation.ts';

const dashboard = createRoute({
  method: 'get',
  path: '/companies/{id}/dashboard',
  operationId: 'getCompanyDashboard',
  tags: ['Metrics'],
  summary: 'All campaigns of a company with their figures, and what they come to, in one answer',
  description:
    'Money is summed by currency and capacity by unit; SROI and outcomes are weighted by beneficiaries, VIS by volunteers. Drafts are listed and count in no sum. Capacity and people served are a moment behind the ledger, as in lists.',
  ...guarded('metrics.read'),
  request: { params: IdParam },
  responses: {
    200: json('The dashboard', CompanyDashboardSchema, COMPANY_DASHBOARD_EXAMPLE),
    ...problems(404),
  },
});

export function companyDashboardApi({ core }: ApiDependencies): OpenAPIHono<HttpEnv> {
  return new OpenAPIHono<HttpEnv>({ defaultHook: refuseInvalid }).openapi(dashboard, async (c) => {
    const input = { companyId: c.req.valid('param').id };
    return c.json(
      presentCompanyDashboard(await getCompanyDashboard(core, await contextOf(c, core.hasher), input)),
      200,
    );
  });
}
