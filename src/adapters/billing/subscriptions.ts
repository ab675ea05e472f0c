import type { BilledSubscription } from '../../ports/billing-service.ts';

/** The subscriptions of an answer, one or a list of them; those of another form are left out. */
export function readSubscriptions(body: unknown): BilledSubscription[] {
  const list: unknown = isObject(body) && Array.isArray(body.items) ? body.items : Array.isArray(body) ? body : [body];
  return (list as unknown[]).flatMap((each) => (isObject(each) ? (readSubscription(each) ?? []) : []));
}

function readSubscription(fields: Record<string, unknown>): BilledSubscription | null {
  const { id, companyId, name, learners, price, currency, startsOn, endsOn, status, overage } = fields;
  const texts = [id, companyId, name, price, currency, startsOn, endsOn];
  if (!texts.every((text) => typeof text === 'string' && text !== '')) return null;
  if (typeof learners !== 'number' || (overage != null && typeof overage !== 'number')) return null;
  if (status !== 'active' && status !== 'cancelled' && status !== 'past_due') return null;
  return {
    id: id as string,
    companyId: companyId as string,
    name: name as string,
    learners,
    price: price as string,
    currency: currency as string,
    startsOn: startsOn as string,
    endsOn: endsOn as string,
    status,
    ...(typeof overage === 'number' && { overage }),
  };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
