import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ConfigError, readConfig } from '../../src/config.ts';
import { demoSecret } from '../../src/demo-secret.ts';

const SECRET = 'x'.repeat(32);
const JWKS = {
  AUTH_JWKS_URL: 'https://issuer.example/keys',
  AUTH_ISSUER: 'https://issuer.example',
  AUTH_AUDIENCE: 'us',
};

const BILLING = { BILLING_URL: 'https://billing.example', BILLING_TOKEN: 'x' };

function problemsOf(env: Record<string, string>): readonly string[] {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

describe('the environment', () => {
  it('may be empty: the demo on a loopback address', () => {
    expect(readConfig({})).toMatchObject({
      host: '127.0.0.1',
      port: 3000,
      dataDir: '.data',
      mongoUri: null,
      demo: true,
      auth: { kind: 'demo' },
      rateLimit: 6000,
      logLevel: 'info',
      billing: null,
      stripe: null,
      evidence: null,
      allowPrivateWebhooks: false,
    });
  });

  it.each([
    [{ MONGODB_URI: 'mongodb://db/x', AUTH_JWT_SECRET: SECRET }, false],
    [{ AUTH_JWT_SECRET: SECRET }, false],
    [{ AUTH_JWT_SECRET: SECRET, DEMO: '1' }, true],
    [{ ...JWKS }, false],
    [{ AUTH_JWT_SECRET: '', MONGODB_URI: ' ' }, true],
  ])('is a demo or not: %j', (env, demo) => {
    expect(readConfig(env).demo).toBe(demo);
  });

  it('says what is missing without a demo and without a way to check tokens', () => {
    expect(problemsOf({ DEMO: '0' })).toEqual([expect.stringContaining('AUTH_JWT_SECRET is missing')]);
    expect(problemsOf({ MONGODB_URI: 'mongodb://db/x' })).toEqual([
      expect.stringContaining('AUTH_JWT_SECRET is missing'),
    ]);
  });

  it('takes an issuer’s keys in place of a secret, never both and never half', () => {
    expect(readConfig(JWKS).auth).toMatchObject({ kind: 'jwks', issuer: 'https://issuer.example', audience: 'us' });
    expect(problemsOf({ ...JWKS, AUTH_JWT_SECRET: SECRET })[0]).toContain('choose one');
    expect(problemsOf({ AUTH_JWKS_URL: JWKS.AUTH_JWKS_URL })).toHaveLength(2);
  });

  it.each([
    ['a short secret', { AUTH_JWT_SECRET: 'x'.repeat(31) }, 'AUTH_JWT_SECRET'],
    ['a port that is none', { PORT: '70000' }, 'PORT'],
    ['a port that is no number', { PORT: '80a' }, 'PORT'],
    ['a negative limit', { RATE_LIMIT: '-1' }, 'RATE_LIMIT'],
    ['an unknown level', { LOG_LEVEL: 'loud' }, 'LOG_LEVEL'],
    ['a flag that is none', { DEMO: 'yes' }, 'DEMO'],
    ['a database of another kind', { MONGODB_URI: 'postgres://db', AUTH_JWT_SECRET: SECRET }, 'MONGODB_URI'],
    ['a demo for everybody', { HOST: '0.0.0.0' }, 'HOST'],
    ['billing without a token', { BILLING_URL: 'https://billing.example' }, 'BILLING_TOKEN'],
    ['two billing services', { ...BILLING, STRIPE_API_KEY: 'sk_test' }, 'choose one'],
    ['meters without Stripe', { STRIPE_METERS: 'credits=used' }, 'STRIPE_API_KEY'],
    ['a meter that is none', { STRIPE_API_KEY: 'sk_test', STRIPE_METERS: 'pounds=used' }, 'STRIPE_METERS'],
    ['a meter without a name', { STRIPE_API_KEY: 'sk_test', STRIPE_METERS: 'credits' }, 'STRIPE_METERS'],
    ['a path to Stripe', { STRIPE_API_KEY: 'sk_test', STRIPE_API_BASE: 'http://stripe.example/v1' }, 'STRIPE_API_BASE'],
    ['mail without a sender', { SMTP_URL: 'smtp://mail.example' }, 'MAIL_FROM'],
  ])('is refused with %s', (_what, env, name) => {
    expect(problemsOf(env)).toEqual([expect.stringContaining(name)]);
  });

  it('may name Stripe as the billing service, and its meters', () => {
    expect(readConfig({ STRIPE_API_KEY: 'sk_test' }).stripe).toEqual({ apiKey: 'sk_test', base: null, meters: {} });
    const more = { STRIPE_API_BASE: 'http://127.0.0.1:12111', STRIPE_METERS: 'credits=used, seat_days=days' };
    expect(readConfig({ STRIPE_API_KEY: 'sk_test', ...more }).stripe).toEqual({
      apiKey: 'sk_test',
      base: 'http://127.0.0.1:12111',
      meters: { credits: 'used', seat_days: 'days' },
    });
  });

  it('is told of all its problems at once, and ends the process with 78', () => {
    const error = new ConfigError(problemsOf({ PORT: 'x', LOG_LEVEL: 'x', DEMO: '2' }));
    expect(error.problems).toHaveLength(3);
    expect(error.exitCode).toBe(78);
  });

  it('does not repeat what may hold a password', () => {
    expect(problemsOf({ MONGODB_URI: 'http://user:hunter2@db', AUTH_JWT_SECRET: SECRET }).join()).not.toContain(
      'hunter2',
    );
  });

  it.each(['127.0.0.2', 'localhost', '::1', '[::1]'])('may name %s as the demo’s host', (HOST) => {
    expect(problemsOf({ HOST })).toEqual([]);
  });
});

describe('the demo’s secret', () => {
  it('is made once, long enough, for its owner alone', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'demo-secret-'));
    const dataDir = join(folder, 'data');
    const [first, second] = await Promise.all([demoSecret(dataDir), demoSecret(dataDir)]);
    expect(first).toBe(second);
    expect(await demoSecret(dataDir)).toBe(first);
    expect(Buffer.from(first, 'base64url')).toHaveLength(32);
    const path = join(dataDir, 'demo-secret');
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect((await readFile(path, 'utf8')).trim()).toBe(first);
    await rm(folder, { recursive: true });
  });
});
