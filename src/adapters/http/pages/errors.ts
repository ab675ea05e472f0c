import { getLogger } from '@logtape/logtape';
import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { DomainError, type ErrorKind } from '../../../core/domain/shared/errors.ts';
import type { PagesContext, PagesEnv } from './deps.ts';
import { type PageOptions, page } from './frame.ts';

const logger = getLogger(['campaigns', 'pages']);

type Status = NonNullable<PageOptions['status']>;

const WORDS: Record<Status, { readonly title: string; readonly text: string }> = {
  200: { title: 'Done', text: '' },
  400: {
    title: 'This request cannot be read',
    text: 'The address or the form is not one that this page makes. Go back and try again.',
  },
  403: { title: 'Your role may not do this', text: 'Ask someone with another role, or sign in with one.' },
  404: {
    title: 'There is nothing here',
    text: 'The address may be mistyped, or the thing is not one that you can see.',
  },
  409: { title: 'This does not fit what stands now', text: 'Something changed in between. Go back and look again.' },
  412: {
    title: 'Someone was quicker',
    text: 'It was changed after you opened it. Go back, look at what stands now and try again.',
  },
  413: { title: 'This form is too large', text: 'Shorten what you typed and send it again.' },
  422: { title: 'Something in this is not right', text: 'Go back and look at the fields again.' },
  429: { title: 'Too many requests', text: 'Wait a minute, then load the page again.' },
  500: {
    title: 'Something went wrong here',
    text: 'It is on our side and has been recorded. Nothing that you sent was half done.',
  },
  503: {
    title: 'Not reachable for a moment',
    text: 'The database does not answer. What you see elsewhere still stands; load this page again shortly.',
  },
};

const STATUS: Record<ErrorKind, Status> = {
  malformed: 400,
  unauthenticated: 403,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  version_mismatch: 412,
  invalid: 422,
  unavailable: 503,
};

/** Answers a failure in the pages' own look; an htmx request gets a notice in place of its part. */
export async function errorPage(pages: PagesContext, c: Context<PagesEnv>, error: Error): Promise<Response> {
  const status = statusOf(error);
  if (status === 500) logger.error('A page failed', { requestId: c.get('requestId'), error });
  const told = error instanceof DomainError && status !== 404 && status !== 403 ? error.message : '';
  const model = { status, ...WORDS[status], told, requestId: c.get('requestId') ?? '', back: backOf(c) };
  if (c.req.header('HX-Request')) return c.html(pages.views.render('_failed', model), status);
  return page(pages, c, 'error', { title: model.title, section: 'none', status }, model);
}

function statusOf(error: Error): Status {
  if (error instanceof DomainError) return STATUS[error.kind];
  if (error instanceof HTTPException && error.status in WORDS) return error.status as Status;
  return 500;
}

/** Where "try again" leads: the page itself, or the list after a form. */
function backOf(c: Context): string {
  const { pathname, search } = new URL(c.req.url);
  return c.req.method === 'GET' ? pathname + search : '/';
}
