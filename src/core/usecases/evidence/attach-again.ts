import { evidenceKey } from '../../domain/evidence/evidence.ts';
import type { RequestContext } from '../context.ts';
import { type KeepPorts, keepChanged, untilKept } from './keep-evidence.ts';

/** Attaches what was detached again, with its links on completions; what is unknown or attached is left as it is. */
export async function attachAgain(
  ports: KeepPorts,
  context: RequestContext,
  campaignId: string,
  evidenceIds: readonly string[],
): Promise<void> {
  if (evidenceIds.length === 0) return;
  const keys = evidenceIds.map((id) => evidenceKey(campaignId, id));
  const detached = (await ports.evidence.byIds(keys)).filter(({ detachedAt }) => detachedAt !== null);
  for (const { id } of detached)
    await untilKept(ports, campaignId, async () => {
      const [before] = await ports.evidence.byIds([id]);
      if (!before) return;
      const change = { at: ports.clock.now(), actor: context.actor.id };
      const { writes } = await keepChanged(ports, context, before, { detachedAt: null }, change);
      await ports.transactions.commit(writes);
    });
}
