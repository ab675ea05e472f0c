import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import process from 'node:process';
import { finished } from 'node:stream/promises';

export interface ActivitiesFile {
  readonly file: string;
  readonly count: number;
  readonly companyIds: readonly string[];
  readonly tags: readonly (readonly string[])[];
  /** The newest activity's instant; the others lie before it, a second apart. */
  readonly until: number;
  /** Every so many records one has no date. */
  readonly undatedEvery?: number;
}

/** Writes activities to an .ndjson or .csv file, the same for the same arguments. */
export async function writeActivities(options: ActivitiesFile): Promise<void> {
  const { file, count, companyIds, tags, until, undatedEvery = Number.POSITIVE_INFINITY } = options;
  const csv = file.endsWith('.csv');
  const out = createWriteStream(file);
  if (csv) out.write('id,kind,companyId,subject,occurredAt,hours,tags\r\n');
  for (let at = 0; at < count; at++) {
    const activity = {
      id: `import-${at}`,
      kind: at % 7 === 0 ? 'match' : 'session',
      companyId: companyIds[at % companyIds.length] ?? '',
      subject: `p-${(at % 5_000).toString(16)}`,
      occurredAt: (at + 1) % undatedEvery === 0 ? undefined : new Date(until - (count - at) * 1_000).toISOString(),
      hours: at % 3 === 0 ? undefined : ((at % 8) + 1) / 4,
      tags: tags[at % tags.length] ?? [],
    };
    const line = csv
      ? `${[activity.id, activity.kind, activity.companyId, activity.subject, activity.occurredAt ?? '', activity.hours ?? '', `"${activity.tags.join(';')}"`].join(',')}\r\n`
      : `${JSON.stringify(activity)}\n`;
    if (!out.write(line)) await once(out, 'drain');
  }
  out.end();
  await finished(out);
}

if (process.argv[1] === import.meta.filename) {
  const [file = '', count = '0', ...companyIds] = process.argv.slice(2);
  await writeActivities({
    file,
    count: Number(count),
    companyIds,
    tags: [[], ['a'], ['a', 'b'], ['c']],
    until: Date.now(),
    undatedEvery: 10_000,
  });
}
