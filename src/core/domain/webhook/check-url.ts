import type { Issue } from '../shared/errors.ts';
import { WEBHOOK_URL_MAX } from './webhook.ts';

/** What is wrong with the form of an address; null where it can be called. Whether it is private is found by resolving it. */
export function urlIssue(url: string): Issue | null {
  const issue = (code: string, message: string): Issue => ({ path: 'url', code, message });
  if (url.length > WEBHOOK_URL_MAX) return issue('TOO_LONG', `url has more than ${WEBHOOK_URL_MAX} characters`);
  if (!URL.canParse(url)) return issue('INVALID', 'url is no address');
  const { protocol, username, password } = new URL(url);
  if (protocol !== 'https:' && protocol !== 'http:') return issue('INVALID', 'url must begin with https:// or http://');
  if (username !== '' || password !== '') return issue('INVALID', 'url must not hold a user name or password');
  return null;
}
