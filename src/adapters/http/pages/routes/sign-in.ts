import type { Context } from 'hono';
import { Hono } from 'hono';
import { type Actor, ROLES, type Role, SYSTEM } from '../../../../core/domain/access/actor.ts';
import { DomainError, type Issue, invalid } from '../../../../core/domain/shared/errors.ts';
import { HOUR } from '../../../../core/domain/shared/time.ts';
import { listCompanies } from '../../../../core/usecases/companies/list-companies.ts';
import { issueToken } from '../../auth.ts';
import type { PagesContext, PagesEnv, Theme } from '../deps.ts';
import { type FormValues, formView, readForm } from '../forms.ts';
import { page } from '../frame.ts';
import { endSession, localPath, rememberTheme, startSession, TOKEN_MAX } from '../session.ts';
import { ROLE_WORDS } from '../view/words.ts';

const SESSION = 12 * HOUR;

const ROLE_NOTES: Record<Role, string> = {
  sales: 'Whom do I call today?',
  coordinator: 'What is full, what is stuck?',
  company_admin: 'What do we get for our money?',
  company_user: 'Read along for one company',
  admin: 'Everything, everywhere',
};

/** Signing in and out, and the theme, which needs no session. */
export function signInRoutes(pages: PagesContext): Hono<PagesEnv> {
  const app = new Hono<PagesEnv>();
  app.get('/sign-in', (c) => show(pages, c, { next: localPath(c.req.query('next')), role: 'sales' }, null));
  app.post('/sign-in', async (c) => {
    const form = await readForm(c);
    const next = localPath(form.next);
    try {
      const token = pages.signIn.kind === 'demo' ? await demoToken(pages, pages.signIn.secret, form) : givenToken(form);
      const { expiresAt } = await pages.verifyToken(token);
      startSession(c, token, pages.core.clock.now(), expiresAt);
      return c.redirect(next, 303);
    } catch (error) {
      return show(pages, c, { ...form, next }, refused(error));
    }
  });
  app.post('/sign-out', (c) => {
    endSession(c);
    return c.redirect('/sign-in', 303);
  });
  app.post('/theme', async (c) => {
    const form = await readForm(c);
    const theme: Theme = form.theme === 'light' || form.theme === 'dark' ? form.theme : 'system';
    rememberTheme(c, theme);
    return c.redirect(localPath(form.next), 303);
  });
  return app;
}

async function show(pages: PagesContext, c: Context<PagesEnv>, values: FormValues, error: DomainError | null) {
  const names = pages.signIn.kind === 'demo' ? ['role', 'companyId'] : ['token'];
  const form = formView('', names, { ...values, token: '' }, error);
  const companies = pages.signIn.kind === 'demo' ? await demoCompanies(pages) : [];
  const chosen = values.role ?? 'sales';
  const roles = (Object.keys(ROLE_NOTES) as Role[]).map((role) => ({
    value: role,
    label: ROLE_WORDS[role],
    note: ROLE_NOTES[role],
    checked: role === chosen,
  }));
  const model = { form, next: values.next ?? '/', demo: pages.signIn.kind === 'demo', roles, companies };
  return page(pages, c, 'sign-in', { title: 'Sign in', section: 'none', status: error ? 422 : 200 }, model);
}

async function demoCompanies(pages: PagesContext): Promise<{ id: string; name: string }[]> {
  const context = { actor: SYSTEM, requestId: pages.core.ids.next(), idempotency: null };
  const { items } = await listCompanies(pages.core, context, { limit: 100, cursor: null });
  return items.map(({ id, name }) => ({ id, name }));
}

async function demoToken(pages: PagesContext, secret: string, form: FormValues): Promise<string> {
  const role = ROLES.find((known) => known === form.role);
  if (!role) throw invalid([issue('role', 'Choose a role')]);
  const ofCompany = role === 'company_admin' || role === 'company_user';
  const companyId = ofCompany ? (form.companyId ?? '') : null;
  if (companyId !== null && !(companyId && (await pages.core.companies.find(companyId)))) {
    throw invalid([issue('companyId', 'Choose the company to sign in for')]);
  }
  const actor: Actor = { id: `demo-${role}`, role, companyId };
  const now = pages.core.clock.now();
  return issueToken(secret, actor, now, now + SESSION);
}

function givenToken(form: FormValues): string {
  const token = (form.token ?? '').replace(/^Bearer\s+/i, '').trim();
  if (!token) throw invalid([issue('token', 'Paste your access token')]);
  if (token.length > TOKEN_MAX) throw invalid([issue('token', 'This token is too long for a session')]);
  return token;
}

function refused(error: unknown): DomainError {
  if (!(error instanceof DomainError)) throw error;
  if (error.kind !== 'unauthenticated') return error;
  return invalid([issue('token', 'This token is not valid or has ended')]);
}

function issue(path: string, message: string): Issue {
  return { path, code: 'REQUIRED', message };
}
