import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { Address } from './addresses.ts';

/** From the connection to the head of the answer. */
const TIMEOUT = 15_000;

export interface PostAnswer {
  readonly status: number;
  readonly retryAfterSeconds: number | null;
}

/**
 * Posts to a URL at an address that was resolved and checked before, so that the name cannot lead elsewhere in between.
 * Redirects are not followed and the answer's body is not read. Throws where there is no answer in time.
 */
export function post(
  url: URL,
  { address }: Address,
  headers: Record<string, string>,
  body: string,
): Promise<PostAnswer> {
  const secure = url.protocol === 'https:';
  const bytes = new TextEncoder().encode(body);
  return new Promise((resolve, reject) => {
    const options = {
      host: address,
      port: url.port === '' ? (secure ? 443 : 80) : Number(url.port),
      path: `${url.pathname}${url.search}`,
      method: 'POST',
      headers: { ...headers, host: url.host, 'content-length': String(bytes.length) },
      agent: false as const,
      signal: AbortSignal.timeout(TIMEOUT),
    };
    const request = secure
      ? requestHttps({ ...options, servername: url.hostname }, answer)
      : requestHttp(options, answer);
    function answer(response: import('node:http').IncomingMessage) {
      resolve({ status: response.statusCode ?? 0, retryAfterSeconds: secondsOf(response.headers['retry-after']) });
      response.destroy();
    }
    request.on('error', reject);
    request.end(bytes);
  });
}

/** Retry-After as seconds; a date counts from now. */
function secondsOf(header: string | undefined): number | null {
  if (header === undefined) return null;
  if (/^\d{1,9}$/.test(header)) return Number(header);
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : Math.max(0, Math.ceil((at - Date.now()) / 1_000));
}
