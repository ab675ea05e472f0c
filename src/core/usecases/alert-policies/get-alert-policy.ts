import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';
import { loadPolicy, type PolicyOwner, type PolicyView, viewOf } from './policy-owner.ts';

/** The alert policy that counts for a campaign or a company. Throws NOT_FOUND, FORBIDDEN. */
export async function getAlertPolicy(
  ports: Pick<Core, 'alertPolicies' | 'campaigns' | 'companies'>,
  context: RequestContext,
  input: { readonly owner: PolicyOwner },
): Promise<PolicyView> {
  const { own, above } = await loadPolicy(ports, context, 'alert-policy.read', input.owner);
  return viewOf(input.owner, own, above);
}
