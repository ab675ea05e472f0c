import type { VisibleInstance } from '../../domain/lifecycle/redact-instance.ts';
import { notFound } from '../../domain/shared/errors.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';
import { listInstances } from './list-instances.ts';

/** One cohort of a campaign, of which there are few. Throws NOT_FOUND, also for another campaign's. */
export async function getInstance(
  ports: Pick<Core, 'campaigns'>,
  context: RequestContext,
  input: { readonly campaignId: string; readonly instanceId: string },
): Promise<VisibleInstance> {
  const { items } = await listInstances(ports, context, input);
  const instance = items.find(({ id }) => id === input.instanceId);
  if (!instance) throw notFound('Instance');
  return instance;
}
