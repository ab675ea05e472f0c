import { z } from '@hono/zod-openapi';
import type { Json } from '../../../core/domain/shared/json.ts';
import { addDays, startOfDay } from '../../../core/domain/shared/time.ts';

export const EXAMPLE_ID = '01980a6c-0d4e-7cc5-8d6a-3f1a2b3c4d5e';
export const EXAMPLE_COMPANY_ID = '01980a6b-f3a1-7b2e-9c4d-5e6f7a8b9c0d';
export const EXAMPLE_TEMPLATE_ID = '01980a6c-1111-7a3f-8b5c-6d7e8f9a0b1c';
export const EXAMPLE_GROUP_ID = '01980a6c-2222-7b4a-9c6d-7e8f9a0b1c2d';
export const EXAMPLE_SUBSCRIPTION_ID = '01980a6c-3333-7c5b-8d7e-8f9a0b1c2d3e';
export const EXAMPLE_ENTRY_ID = '01980b10-4444-7d6c-9e8f-9a0b1c2d3e4f';
export const EXAMPLE_ALERT_ID = '01980b11-5555-7e7d-8f9a-0b1c2d3e4f5a';
export const EXAMPLE_INSTANT = '2025-11-24T09:30:00.000Z';

/** An opaque id. */
export const Id = z.string().min(1).max(255);
/** An instant in RFC 3339, UTC. */
export const InstantText = z.string().openapi({ format: 'date-time', example: EXAMPLE_INSTANT });
/** A calendar date; whether it is real is checked by the core. */
export const DateText = z.string().max(10).openapi({ format: 'date', example: '2025-01-01' });
/** Money as decimal text; how many decimals it may have is the currency's affair. */
export const MoneyText = z.string().max(40).openapi({ example: '25500.00' });
/** A unit price or rate, a decimal of at most 6 places. */
export const DecimalText = z.string().max(40).openapi({ example: '85.00' });
export const Currency = z.string().max(10).openapi({ example: 'EUR' });
export const TimeZone = z.string().max(100).openapi({ example: 'Europe/Berlin' });
/** Any object, as it came: a record would drop keys such as `__proto__`, which the core is to refuse. */
export const Config = z
  .custom<Record<string, Json>>((value) => typeof value === 'object' && value !== null && !Array.isArray(value), {
    message: 'Expected an object',
  })
  .openapi({ type: 'object', additionalProperties: true });
export const Version = z.int().openapi({ example: 3 });

/** An instant or a date in a query or a body, as epoch milliseconds. */
export const InstantInput = z.iso
  .datetime({ offset: true })
  .transform((text) => Temporal.Instant.from(text).epochMilliseconds)
  .openapi({ type: 'string', format: 'date-time', example: EXAMPLE_INSTANT });

const bound = (of: (date: string) => number) =>
  InstantInput.or(z.iso.date().transform(of)).openapi({
    type: 'string',
    description: 'An instant, or a date: that whole day in UTC belongs to it',
    example: '2025-11-01',
  });
/** The beginning and the end of a time that a list is asked for, both inclusive. */
export const periodQuery = {
  from: bound((date) => startOfDay(date, 'UTC')).optional(),
  to: bound((date) => startOfDay(addDays(date, 1), 'UTC') - 1).optional(),
};

/** An instant that may be left out or null. */
export const OptionalInstant = InstantInput.nullish().openapi({ type: ['string', 'null'], format: 'date-time' });

/** An amount of capacity. */
export const Quantity = z.number().openapi({ description: 'At most 4 decimals', example: 1 });
/** Length and form are the core's decision, since what it refuses may be personal data. */
export const Subject = z.string().openapi({
  description: 'A pseudonym: at most 128 characters, no white space, no e-mail address or telephone number',
  example: 'vol-7f3a91',
});

/** How every list is asked for a page. */
export const pageQuery = {
  limit: z
    .string()
    .regex(/^(100|[1-9]\d?)$/, 'Expected a number from 1 to 100')
    .transform(Number)
    .default(50)
    .openapi({ type: 'integer', minimum: 1, maximum: 100, default: 50 }),
  cursor: z.string().max(2_000).optional().openapi({ description: 'nextCursor of the page before' }),
};

/** A boolean in a query. */
export const BooleanText = z
  .enum(['true', 'false'])
  .transform((text) => text === 'true')
  .openapi({ type: 'boolean' });

/** The answer of every list. */
export function pageOf<S extends z.ZodType>(name: string, item: S) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() }).openapi(name);
}

/** `name,-updatedAt` as fields with their direction; anything but the given fields is refused. */
export function sortText<const F extends readonly [string, ...string[]]>(fields: F) {
  const part = z.templateLiteral([z.enum(['', '-']), z.enum(fields)]);
  return z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(part).min(1).max(fields.length))
    .transform((parts) =>
      parts.map((text) => ({
        field: text.replace(/^-/, '') as F[number],
        direction: text.startsWith('-') ? ('desc' as const) : ('asc' as const),
      })),
    )
    .openapi({
      type: 'string',
      description: `Of ${fields.join(', ')}; - before one turns it round`,
      example: `-${fields[0]}`,
    });
}

/** The query of a list without filters. */
export const PageQuery = z.strictObject(pageQuery);
/** The query of an address that takes none: whatever comes is an unknown filter. */
export const NoQuery = z.strictObject({});
