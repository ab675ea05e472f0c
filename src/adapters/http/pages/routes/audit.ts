import { Hono } from 'hono';
import { listAudit } from '../../../../core/usecases/audit/list-audit.ts';
import type { PagesContext, PagesEnv } from '../deps.ts';
import { requestContext } from '../forms.ts';
import { page } from '../frame.ts';
import { auditRow } from '../view/audit-row.ts';

const ROWS = 50;

/** Who changed what, newest first. */
export function auditRoutes(pages: PagesContext): Hono<PagesEnv> {
  const app = new Hono<PagesEnv>();
  app.get('/audit', async (c) => {
    const actor = (c.req.query('actor') ?? '').trim().slice(0, 255);
    const resource = (c.req.query('resource') ?? '').trim().slice(0, 255);
    const cursor = c.req.query('cursor') || null;
    const query = { ...(actor && { actor }), ...(resource && { resource }) };
    const found = await listAudit(pages.core, requestContext(pages, c), { ...query, limit: ROWS, cursor });
    const now = pages.core.clock.now();
    const model = {
      rows: found.items.map((entry) => auditRow(entry, now)),
      actor,
      resource,
      filtered: Boolean(actor || resource),
      more: found.nextCursor && `/audit?${new URLSearchParams({ ...query, cursor: found.nextCursor })}`,
      first: cursor && `/audit?${new URLSearchParams(query)}`,
    };
    return page(pages, c, 'audit/list', { title: 'Audit', section: 'audit' }, model);
  });
  return app;
}
