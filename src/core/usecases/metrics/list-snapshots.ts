import type { Actor } from '../../domain/access/actor.ts';
import type { Snapshot } from '../../domain/metrics/snapshot.ts';
import { type ShownFigure, showFigure } from '../../domain/metrics/withhold.ts';
import type { Page, PageRequest } from '../../domain/shared/page.ts';
import { loadCampaign } from '../campaigns/load-campaign.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';

/** A snapshot as the caller may see it. */
export interface VisibleSnapshot extends Snapshot {
  readonly sroi: ShownFigure;
  readonly vis: ShownFigure;
}

const NOT_KNOWN: ShownFigure = { value: null, reason: 'not_known_then' };

/** A page of a campaign's snapshots, newest first. Throws NOT_FOUND and INVALID_CURSOR. */
export async function listSnapshots(
  ports: Pick<Core, 'campaigns' | 'snapshots'>,
  context: RequestContext,
  input: PageRequest & { readonly campaignId: string },
): Promise<Page<VisibleSnapshot>> {
  await loadCampaign(ports, context, 'metrics.read', input.campaignId);
  const { items, nextCursor } = await ports.snapshots.list(input);
  return { items: items.map((snapshot) => showSnapshot(snapshot, context.actor)), nextCursor };
}

export function showSnapshot(snapshot: Snapshot, actor: Actor): VisibleSnapshot {
  const { sroi, vis } = snapshot.metrics;
  if (snapshot.kind === 'backfilled') return { ...snapshot, sroi: NOT_KNOWN, vis: NOT_KNOWN };
  return { ...snapshot, sroi: showFigure(sroi, actor), vis: showFigure(vis, actor) };
}
