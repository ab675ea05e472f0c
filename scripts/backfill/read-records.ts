import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { readActivity } from '../../src/adapters/http/activity-item.ts';
import type { ActivityInput } from '../../src/core/domain/activity/check-activity.ts';
import { DomainError } from '../../src/core/domain/shared/errors.ts';
import type { Unreadable } from '../../src/core/usecases/activities/take-batch.ts';

/** A record of the file, and where the one behind it begins. */
export interface FileRecord {
  readonly record: ActivityInput | Unreadable;
  readonly offset: number;
}

export type Format = 'ndjson' | 'csv';

const CHUNK = 1024 * 1024;
const LONGEST = 1024 * 1024;
const NEWLINE = 0x0a;
const QUOTE = 0x22;

/** The records of a file from a place on, in order; blank lines are none. A CSV file names its columns in its first line. */
export async function* readRecords(file: string, format: Format, from: number): AsyncGenerator<FileRecord> {
  const columns = format === 'csv' ? await readColumns(file) : null;
  let first = from === 0;
  for await (const { text, offset } of readLines(file, format, from)) {
    const header = first && columns !== null;
    first = false;
    if (header || text.trim() === '') continue;
    yield { record: columns === null ? fromJson(text) : fromCsv(text, columns), offset };
  }
}

/** Lines as bytes, so that each one's place is known; a line break within quotes belongs to its CSV record. */
async function* readLines(file: string, format: Format, from: number) {
  let rest: Buffer = Buffer.alloc(0);
  let offset = from;
  let quotes = 0;
  for await (const chunk of createReadStream(file, { start: from, highWaterMark: CHUNK })) {
    const bytes = rest.length === 0 ? (chunk as Buffer) : Buffer.concat([rest, chunk as Buffer]);
    let begin = 0;
    let looked = rest.length;
    for (;;) {
      const end = bytes.indexOf(NEWLINE, looked);
      if (format === 'csv') quotes += count(bytes, looked, end === -1 ? bytes.length : end);
      if (end === -1) break;
      looked = end + 1;
      if (quotes % 2 === 1) continue;
      quotes = 0;
      offset += looked - begin;
      yield { text: textOf(bytes.subarray(begin, end)), offset };
      begin = looked;
    }
    rest = bytes.subarray(begin);
    if (rest.length > LONGEST) throw new Error(`The record at byte ${offset} is longer than 1 MiB`);
  }
  if (rest.length > 0) yield { text: textOf(rest), offset: offset + rest.length };
}

function count(bytes: Buffer, from: number, to: number): number {
  let found = 0;
  for (let at = bytes.indexOf(QUOTE, from); at !== -1 && at < to; at = bytes.indexOf(QUOTE, at + 1)) found += 1;
  return found;
}

function textOf(bytes: Buffer): string {
  return bytes
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .replace(/\r$/, '');
}

async function readColumns(file: string): Promise<string[]> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(CHUNK), 0, CHUNK, 0);
    const end = buffer.subarray(0, bytesRead).indexOf(NEWLINE);
    return fieldsOf(textOf(buffer.subarray(0, end === -1 ? bytesRead : end))).map((name) => name.trim());
  } finally {
    await handle.close();
  }
}

function fromJson(text: string): ActivityInput | Unreadable {
  try {
    return readActivity(JSON.parse(text));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return { id: null, error: new DomainError('malformed', 'MALFORMED', 'This line is no JSON') };
  }
}

/** Empty fields are left out; hours are a number, tags stand one after another with a semicolon between. */
function fromCsv(text: string, columns: readonly string[]): ActivityInput | Unreadable {
  const fields = fieldsOf(text);
  const named = columns.map((name, at): [string, unknown] => [name, fieldOf(name, fields[at]?.trim() ?? '')]);
  if (fields.length > columns.length) named.push(['more fields than columns', true]);
  return readActivity(Object.fromEntries(named.filter(([, value]) => value !== undefined)));
}

function fieldOf(name: string, text: string): unknown {
  if (text === '') return undefined;
  if (name === 'hours') return Number(text);
  return name === 'tags' ? text.split(';').filter((tag) => tag.trim() !== '') : text;
}

/** The fields of a CSV record by RFC 4180. */
function fieldsOf(text: string): string[] {
  const fields: string[] = [];
  const pattern = /(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/gy;
  for (const [, quoted, plain] of text.matchAll(pattern)) fields.push(quoted?.replaceAll('""', '"') ?? plain ?? '');
  return fields;
}
