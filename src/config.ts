import { isIP } from 'node:net';
import { METERS } from './core/domain/billing/usage-event.ts';

export const LOG_LEVELS = ['trace', 'debug', 'info', 'warning', 'error', 'fatal'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** How bearer tokens are checked: one shared secret, an issuer's public keys, or the demo's own secret in `dataDir`. */
export type AuthConfig =
  | { readonly kind: 'secret'; readonly secret: string }
  | { readonly kind: 'jwks'; readonly url: string; readonly issuer: string; readonly audience: string }
  | { readonly kind: 'demo' };

export interface Service {
  readonly url: string;
  readonly token: string;
}

export interface StripeConfig {
  readonly apiKey: string;
  /** Where Stripe is, scheme and host; null for Stripe itself. */
  readonly base: string | null;
  /** The event names of Stripe's meters, by our meter. */
  readonly meters: Readonly<Record<string, string>>;
}

/** The environment, read once. */
export interface Config {
  readonly host: string;
  readonly port: number;
  readonly publicUrl: string | null;
  readonly dataDir: string;
  /** Null: an embedded mongod with its data in `dataDir`. */
  readonly mongoUri: string | null;
  readonly demo: boolean;
  readonly auth: AuthConfig;
  /** Requests a minute for each caller, 0 for no limit. */
  readonly rateLimit: number;
  readonly logLevel: LogLevel;
  /** Not both: the service of the API, or Stripe. */
  readonly billing: Service | null;
  readonly stripe: StripeConfig | null;
  readonly evidence: Service | null;
  readonly mail: {
    readonly smtpUrl: string | null;
    readonly from: string | null;
    readonly sales: string | null;
    readonly cs: string | null;
  };
  readonly allowPrivateWebhooks: boolean;
}

/** What is wrong with the environment, one sentence a problem; the process ends with `exitCode` (EX_CONFIG). */
export class ConfigError extends Error {
  readonly problems: readonly string[];
  readonly exitCode = 78;

  constructor(problems: readonly string[]) {
    super(`The configuration is not valid:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
    this.name = 'ConfigError';
    this.problems = problems;
  }
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** Parses the environment; an empty variable counts as unset. Throws ConfigError with every problem found. */
export function readConfig(env: Environment): Config {
  const reader = new Reader(env);
  const mongoUri = reader.url('MONGODB_URI', ['mongodb:', 'mongodb+srv:']);
  const authVariable = ['AUTH_JWT_SECRET', 'AUTH_JWKS_URL', 'AUTH_ISSUER', 'AUTH_AUDIENCE'].some((name) =>
    reader.text(name),
  );
  const demo = reader.flag('DEMO', mongoUri === null && !authVariable);
  const host = reader.text('HOST') ?? '127.0.0.1';
  if (demo && !isLoopback(host)) reader.refuse(`HOST is ${host}: the demo is served on a loopback address only`);
  const config: Config = {
    host,
    port: reader.integer('PORT', 3000, 0, 65_535),
    publicUrl: reader.url('PUBLIC_URL', ['http:', 'https:']),
    dataDir: reader.text('DATA_DIR') ?? '.data',
    mongoUri,
    demo,
    auth: readAuth(reader, demo),
    rateLimit: reader.integer('RATE_LIMIT', 6000, 0, 1_000_000_000),
    logLevel: reader.oneOf('LOG_LEVEL', LOG_LEVELS, 'info'),
    billing: readService(reader, 'BILLING'),
    stripe: readStripe(reader),
    evidence: readService(reader, 'EVIDENCE'),
    mail: {
      smtpUrl: reader.url('SMTP_URL', ['smtp:', 'smtps:']),
      from: reader.text('MAIL_FROM'),
      sales: reader.text('SALES_EMAIL'),
      cs: reader.text('CS_EMAIL'),
    },
    allowPrivateWebhooks: reader.flag('ALLOW_PRIVATE_WEBHOOKS', false),
  };
  if (config.mail.smtpUrl && !config.mail.from) reader.refuse('MAIL_FROM is missing: SMTP_URL is set');
  if (config.billing && config.stripe) reader.refuse('BILLING_URL and STRIPE_API_KEY are both set: choose one');
  if (reader.problems.length > 0) throw new ConfigError(reader.problems);
  return config;
}

function readAuth(reader: Reader, demo: boolean): AuthConfig {
  const secret = reader.text('AUTH_JWT_SECRET');
  const url = reader.url('AUTH_JWKS_URL', ['http:', 'https:']);
  const issuer = reader.text('AUTH_ISSUER');
  const audience = reader.text('AUTH_AUDIENCE');
  if (secret && (url || issuer || audience)) {
    reader.refuse('AUTH_JWT_SECRET and AUTH_JWKS_URL (AUTH_ISSUER, AUTH_AUDIENCE) are both set: choose one');
    return { kind: 'demo' };
  }
  if (secret) {
    if (new TextEncoder().encode(secret).length < 32) reader.refuse('AUTH_JWT_SECRET is shorter than 32 bytes');
    return { kind: 'secret', secret };
  }
  if (url && issuer && audience) return { kind: 'jwks', url, issuer, audience };
  if (url || issuer || audience) {
    for (const [name, value] of Object.entries({ AUTH_JWKS_URL: url, AUTH_ISSUER: issuer, AUTH_AUDIENCE: audience })) {
      if (!value) reader.refuse(`${name} is missing: AUTH_JWKS_URL, AUTH_ISSUER and AUTH_AUDIENCE belong together`);
    }
  } else if (!demo) {
    reader.refuse('AUTH_JWT_SECRET is missing (or AUTH_JWKS_URL with AUTH_ISSUER and AUTH_AUDIENCE)');
  }
  return { kind: 'demo' };
}

function readService(reader: Reader, name: string): Service | null {
  const url = reader.url(`${name}_URL`, ['http:', 'https:']);
  const token = reader.text(`${name}_TOKEN`);
  if (url && !token) reader.refuse(`${name}_TOKEN is missing: ${name}_URL is set`);
  return url && token ? { url, token } : null;
}

function readStripe(reader: Reader): StripeConfig | null {
  const apiKey = reader.text('STRIPE_API_KEY');
  const base = reader.url('STRIPE_API_BASE', ['http:', 'https:']);
  if (base && !/^https?:\/\/[^/?#@]+\/?$/.test(base)) reader.refuse('STRIPE_API_BASE is more than a scheme and a host');
  const pairs = (reader.text('STRIPE_METERS') ?? '').split(',').filter((pair) => pair.trim() !== '');
  const meters = pairs.map((pair) => pair.split('=').map((part) => part.trim()));
  for (const [meter = '', name = '', ...more] of meters)
    if (!METERS.includes(meter) || name === '' || more.length > 0)
      reader.refuse(`STRIPE_METERS is a list such as credits=campaign_credits, of ${METERS.join(', ')}`);
  if (!apiKey && (base || meters.length > 0))
    reader.refuse('STRIPE_API_KEY is missing: STRIPE_API_BASE or STRIPE_METERS is set');
  return apiKey ? { apiKey, base, meters: Object.fromEntries(meters) } : null;
}

/** Whether the name or address can only be reached from this machine. */
export function isLoopback(host: string): boolean {
  const name = host.replace(/^\[(.*)\]$/, '$1').toLowerCase();
  return name === 'localhost' || name === '::1' || (isIP(name) === 4 && name.startsWith('127.'));
}

class Reader {
  readonly problems: string[] = [];
  private readonly env: Environment;

  constructor(env: Environment) {
    this.env = env;
  }

  refuse(problem: string): void {
    this.problems.push(problem);
  }

  text(name: string): string | null {
    return this.env[name]?.trim() || null;
  }

  integer(name: string, standard: number, least: number, most: number): number {
    const text = this.text(name);
    if (text === null) return standard;
    const value = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
    if (!(value >= least && value <= most))
      this.refuse(`${name} is ${text}: expected a number from ${least} to ${most}`);
    return value;
  }

  flag(name: string, standard: boolean): boolean {
    const text = this.text(name);
    if (text === '0' || text === '1') return text === '1';
    if (text !== null) this.refuse(`${name} is ${text}: expected 0 or 1`);
    return standard;
  }

  oneOf<T extends string>(name: string, values: readonly T[], standard: T): T {
    const text = this.text(name);
    const found = values.find((value) => value === text);
    if (text !== null && !found) this.refuse(`${name} is ${text}: expected one of ${values.join(', ')}`);
    return found ?? standard;
  }

  /** The value is not repeated in the refusal, since a URL may carry a password. */
  url(name: string, protocols: readonly string[]): string | null {
    const text = this.text(name);
    if (text === null) return null;
    if (!protocols.some((protocol) => text.startsWith(`${protocol}//`))) {
      this.refuse(`${name} does not begin with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}`);
    }
    return text;
  }
}
