import type { Context } from 'hono';
import { DomainError } from '../../../core/domain/shared/errors.ts';
import type { RequestContext } from '../../../core/usecases/context.ts';
import type { PagesContext, PagesEnv } from './deps.ts';

/** What was sent, by field; a field sent several times keeps its last value. */
export type FormValues = Readonly<Record<string, string>>;

/** A form as its view prints it: what was typed stays, and each error stands by its field and in the summary. */
export interface FormView {
  /** Made when the form was rendered, so that sending it twice does it once. */
  readonly key: string;
  readonly fields: Readonly<Record<string, { readonly value: string; readonly error: string | null }>>;
  /** Null where nothing is wrong. */
  readonly summary: {
    readonly title: string;
    readonly items: readonly { readonly href: string | null; readonly text: string }[];
  } | null;
}

/** Reads a form of text fields, at most so many of them. */
export async function readForm(c: Context, most = 200): Promise<FormValues> {
  const body = await c.req.parseBody();
  const texts = Object.entries(body).filter((pair): pair is [string, string] => typeof pair[1] === 'string');
  return Object.fromEntries(texts.slice(0, most));
}

/** A form with these fields, filled with what is known; `error` says what a first try met. */
export function formView(
  key: string,
  names: readonly string[],
  values: FormValues,
  error: DomainError | null = null,
): FormView {
  const issues = error?.issues ?? [];
  const fields = names.map((name) => {
    const issue = issues.find(({ path }) => path === name || path.startsWith(`${name}.`));
    return [name, { value: values[name] ?? '', error: issue?.message ?? null }] as const;
  });
  return { key, fields: Object.fromEntries(fields), summary: error && summaryOf(error, names) };
}

function summaryOf(error: DomainError, names: readonly string[]): FormView['summary'] {
  const items = error.issues.map(({ path, message }) => {
    const field = names.find((name) => path === name || path.startsWith(`${name}.`));
    return { href: field ? `#field-${field}` : null, text: message };
  });
  if (items.length === 0) return { title: 'This was not done', items: [{ href: null, text: error.message }] };
  return {
    title: items.length === 1 ? 'One thing needs another look' : `${items.length} things need another look`,
    items,
  };
}

/** Who asks, and with a form's key the promise that sending it twice does it once. */
export function requestContext(
  pages: PagesContext,
  c: Context<PagesEnv>,
  form: FormValues | null = null,
): RequestContext {
  const key = form?.key?.trim();
  return {
    actor: c.get('actor'),
    requestId: c.get('requestId') ?? pages.core.ids.next(),
    idempotency: key ? { key: key.slice(0, 255), scope: scopeOf(c), hash: hashOf(pages, c, form ?? {}) } : null,
  };
}

function scopeOf(c: Context): string {
  return `${c.req.method} ${c.req.path}`;
}

/** Digest of what was asked; the key itself is no part of it. */
export function hashOf(pages: PagesContext, c: Context, form: FormValues): string {
  const { key: _, ...fields } = form;
  return pages.core.hasher.hash(`${scopeOf(c)}\n${JSON.stringify(fields)}`);
}

/** The refusal that a form can show beside its fields; anything else goes on to the error page. */
export function refusalOf(error: unknown): DomainError {
  if (error instanceof DomainError && SHOWN.has(error.kind)) return error;
  throw error;
}

const SHOWN: ReadonlySet<DomainError['kind']> = new Set([
  'invalid',
  'conflict',
  'version_mismatch',
  'unavailable',
  'forbidden',
]);

/** Whether htmx asks for a part of the page; without JavaScript whole pages are sent. */
export function wantsFragment(c: Context): boolean {
  return c.req.header('HX-Request') === 'true' && c.req.header('HX-Request-Type') === 'partial';
}
