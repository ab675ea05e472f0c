import type { Document, Filter } from 'mongodb';
import { searchWords } from '../../core/domain/shared/text.ts';

/**
 * Equality on each field that is given. Values go behind `$eq`, so that whatever reaches here is compared and never read
 * as an operator.
 */
export function equals(fields: Readonly<Record<string, string | number | boolean | undefined>>): Filter<Document> {
  const given = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given.map(([field, value]) => [field, { $eq: value }]));
}

/** Every word of the search occurs in the folded text that the field holds; empty without a search. */
export function contains(field: string, query: string | undefined): Filter<Document> {
  const words = searchWords(query ?? '');
  if (words.length === 0) return {};
  return { $and: words.map((word) => ({ [field]: { $regex: word.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&') } })) };
}

/** Within the bounds that are given, both inclusive. */
export function between(field: string, from: number | undefined, to: number | undefined): Filter<Document> {
  if (from === undefined && to === undefined) return {};
  return { [field]: { ...(from !== undefined && { $gte: from }), ...(to !== undefined && { $lte: to }) } };
}
