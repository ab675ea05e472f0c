import type { Context } from 'hono';
import { requirePermission } from '../../../../core/domain/access/permissions.ts';
import type { Campaign } from '../../../../core/domain/campaign/campaign.ts';
import { notFound } from '../../../../core/domain/shared/errors.ts';
import type { PagesContext, PagesEnv } from '../deps.ts';
import { STEPS, type Step } from '../view/wizard.ts';
import { campaignOf } from './campaign-shell.ts';

export function setup(id: string, step: Step): string {
  return `/campaigns/${id}/setup/${step}`;
}

/** Where a saved step leads: on, back, or out to the draft. */
export function nextAddress(id: string, step: Step, action: string | undefined): string {
  if (action === 'leave') return `/campaigns/${id}`;
  const at = STEPS.indexOf(step) + (action === 'back' ? -1 : 1);
  return setup(id, STEPS[at] ?? step);
}

/** The draft that is being made; what has left draft is edited elsewhere. */
export async function draftOf(pages: PagesContext, c: Context<PagesEnv>): Promise<Campaign> {
  requirePermission(c.get('actor'), 'campaign.write');
  const campaign = await campaignOf(pages, c);
  if (campaign.status !== 'draft') throw notFound('Draft');
  return campaign;
}
