import { type Context, Hono } from 'hono';
import { mayEver } from '../../../../core/domain/access/permissions.ts';
import type { Campaign } from '../../../../core/domain/campaign/campaign.ts';
import { VERIFICATIONS } from '../../../../core/domain/evidence/evidence.ts';
import { takesCorrections } from '../../../../core/domain/lifecycle/status.ts';
import { type DomainError, notFound } from '../../../../core/domain/shared/errors.ts';
import { detachEvidence } from '../../../../core/usecases/evidence/detach-evidence.ts';
import { eraseExcerpt } from '../../../../core/usecases/evidence/erase-excerpt.ts';
import { traceEvidence } from '../../../../core/usecases/evidence/trace-evidence.ts';
import { traceLine } from '../../../../core/usecases/evidence/trace-line.ts';
import { updateEvidence } from '../../../../core/usecases/evidence/update-evidence.ts';
import type { PagesContext, PagesEnv } from '../deps.ts';
import { formView, readForm, requestContext } from '../forms.ts';
import { effectView, evidenceDetail } from '../view/evidence-detail.ts';
import { lineageView } from '../view/lineage.ts';
import { monthOf } from '../view/money.ts';
import { campaignOf, campaignPage } from './campaign-shell.ts';
import { shownRefusal, statusOf } from './evidence-form.ts';

const DONE: Readonly<Record<string, string>> = {
  verified: 'The evidence is verified.',
  pending: 'The evidence is pending.',
  withdrawn: 'The evidence is withdrawn, with what was charged for it alone.',
  erased: 'The excerpt is erased.',
};

/** One piece of evidence with what rests on it, its changes of state, and the way from a charge down to it. */
export function evidenceDetailRoutes(pages: PagesContext): Hono<PagesEnv> {
  const { core } = pages;
  const app = new Hono<PagesEnv>();
  const path = '/campaigns/:id/evidence/:evidenceId';

  app.get(path, async (c) => show(pages, c, await campaignOf(pages, c), null));

  app.post(`${path}/state`, async (c) => {
    const form = await readForm(c);
    const to = VERIFICATIONS.find((state) => state === form.to);
    if (!to) throw notFound('State');
    return change(c, to, (campaignId, evidenceId) =>
      updateEvidence(core, requestContext(pages, c, form), { campaignId, evidenceId, patch: { verification: to } }),
    );
  });

  app.post(`${path}/erase`, async (c) =>
    change(c, 'erased', (campaignId, evidenceId) =>
      eraseExcerpt(core, requestContext(pages, c), { campaignId, evidenceId }),
    ),
  );

  app.post(`${path}/detach`, async (c) => {
    const campaign = await campaignOf(pages, c);
    try {
      const { evidenceId } = c.req.param();
      await detachEvidence(core, requestContext(pages, c), { campaignId: campaign.id, evidenceId });
      return c.redirect(`/campaigns/${campaign.id}/evidence?done=detached`, 303);
    } catch (error) {
      return show(pages, c, campaign, shownRefusal(error));
    }
  });

  app.get('/campaigns/:id/lineage', async (c) => {
    const campaign = await campaignOf(pages, c);
    const { meter = '', from = '', nth = '0', month } = c.req.query();
    const now = core.clock.now();
    const of = monthOf(month, now, campaign.timeZone);
    const input = { campaignId: campaign.id, month: of, meter, from, nth: Number(nth) || 0 };
    const traced = await traceLine(core, requestContext(pages, c), input);
    const lineage = lineageView(traced, of, now, campaign.timeZone);
    const back = `/campaigns/${campaign.id}/money?month=${of}`;
    return campaignPage(pages, c, campaign, { tab: 'money', view: 'evidence/lineage' }, { lineage, back });
  });

  type Asked = Context<PagesEnv, `${typeof path}/state`>;
  async function change(c: Asked, done: string, make: (campaignId: string, evidenceId: string) => Promise<unknown>) {
    const campaign = await campaignOf(pages, c);
    const { evidenceId } = c.req.param();
    try {
      await make(campaign.id, evidenceId);
      return c.redirect(`/campaigns/${campaign.id}/evidence/${encodeURIComponent(evidenceId)}?done=${done}`, 303);
    } catch (error) {
      return show(pages, c, campaign, shownRefusal(error));
    }
  }

  return app;
}

async function show(pages: PagesContext, c: Context<PagesEnv>, campaign: Campaign, error: DomainError | null) {
  const { core } = pages;
  const context = requestContext(pages, c);
  const evidenceId = c.req.param('evidenceId') ?? '';
  const traced = await traceEvidence(core, context, { campaignId: campaign.id, evidenceId });
  const detail = evidenceDetail(traced, core.clock.now(), campaign.timeZone);
  const mayWrite = mayEver(context.actor, 'evidence.write') && takesCorrections(campaign.status) && !detail.detached;
  const model = {
    base: `/campaigns/${campaign.id}/evidence`,
    here: `/campaigns/${campaign.id}/evidence/${encodeURIComponent(evidenceId)}`,
    done: error ? null : (DONE[c.req.query('done') ?? ''] ?? null),
    detail,
    effect: effectView(traced.effect, detail.stands, campaign),
    mayWrite,
    mayState: mayWrite && !(detail.ofService && core.evidenceService !== null),
    mayErase: mayEver(context.actor, 'evidence.erase') && detail.excerpt !== null,
    form: formView(core.ids.next(), [], {}, error),
  };
  const shell = { tab: 'evidence', view: 'evidence/detail', status: statusOf(error) } as const;
  return campaignPage(pages, c, campaign, shell, model);
}
