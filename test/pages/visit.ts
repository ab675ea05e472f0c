import type { Actor } from '../../src/core/domain/access/actor.ts';
import { SALES, type TestApi } from '../http/support.ts';

export interface Visit {
  /** Sent as a form where given. */
  readonly form?: Readonly<Record<string, string>>;
  readonly actor?: Actor;
  /** As htmx asks for a part of a page. */
  readonly partial?: boolean;
}

/** A page as somebody signed in gets it, or what a form of it answers. */
export async function visit(api: TestApi, path: string, { form, actor = SALES, partial = false }: Visit = {}) {
  const answer = await api.service.app.request(`http://localhost${path}`, {
    method: form ? 'POST' : 'GET',
    headers: {
      Cookie: `__Host-session=${await api.tokenOf(actor)}`,
      Host: 'localhost',
      Origin: 'http://localhost',
      ...(form && { 'Content-Type': 'application/x-www-form-urlencoded' }),
      ...(partial && { 'HX-Request': 'true', 'HX-Request-Type': 'partial' }),
    },
    ...(form && { body: new URLSearchParams(form).toString() }),
  });
  return { status: answer.status, html: await answer.text(), location: answer.headers.get('Location') };
}
