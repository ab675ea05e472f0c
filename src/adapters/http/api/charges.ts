import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import { getCharges } from '../../../core/usecases/billing/get-charges.ts';
import { previewInvoice } from '../../../core/usecases/billing/preview-invoice.ts';
import type { ApiDependencies } from '../dependencies.ts';
import type { HttpEnv } from '../env.ts';
import { guarded, IdParam, json, problems } from '../operation.ts';
import { presentCharges, presentInvoice } from '../present/charges.ts';
import { compact, contextOf } from '../request.ts';
import {
  CHARGES_EXAMPLE,
  ChargesQuery,
  ChargesSchema,
  INVOICE_EXAMPLE,
  InvoiceQuery,
  InvoiceSchema,
} from '../schemas/charges.ts';
import { refuseInvalid } from '../validation.ts';

const tags = ['Charges'];

const charges = createRoute({
  method: 'get',
  path: '/campaigns/{id}/charges',
  operationId: 'getCharges',
  tags,
  summary: 'What a campaign owes for a window, line by line',
  description: 'Windows add up: what two neighbouring windows owe is what the window over both owes.',
  ...guarded('charges.read'),
  request: { params: IdParam, query: ChargesQuery },
  responses: { 200: json('The lines', ChargesSchema, CHARGES_EXAMPLE), ...problems(404, 422) },
});

const invoice = createRoute({
  method: 'get',
  path: '/campaigns/{id}/invoice-preview',
  operationId: 'previewInvoice',
  tags,
  summary: 'What a month of a campaign comes to',
  description:
    'A closed month as it was invoiced; the open one with the corrections of closed months; any other as it stands.',
  ...guarded('charges.read'),
  request: { params: IdParam, query: InvoiceQuery },
  responses: { 200: json('The lines of the month', InvoiceSchema, INVOICE_EXAMPLE), ...problems(404, 422) },
});

export function chargesApi({ core }: ApiDependencies): OpenAPIHono<HttpEnv> {
  return new OpenAPIHono<HttpEnv>({ defaultHook: refuseInvalid })
    .openapi(charges, async (c) => {
      const input = { campaignId: c.req.valid('param').id, ...compact(c.req.valid('query')) };
      return c.json(presentCharges(await getCharges(core, await contextOf(c, core.hasher), input)), 200);
    })
    .openapi(invoice, async (c) => {
      const input = { campaignId: c.req.valid('param').id, ...compact(c.req.valid('query')) };
      return c.json(presentInvoice(await previewInvoice(core, await contextOf(c, core.hasher), input)), 200);
    });
}
