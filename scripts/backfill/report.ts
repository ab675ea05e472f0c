import { closeSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import type { TakeResult } from '../../src/core/usecases/activities/take-batch.ts';

/** The report of a backfill, a JSON object a line: of a dry run every record, else what was refused. */
export interface Report {
  /** Writes lines behind so many bytes, whatever stood there, and says how long it then is. */
  write(results: readonly TakeResult[], firstRecord: number, behind: number): number;
  close(): void;
}

/** Goes on behind so many bytes of the report; 0 begins it anew. */
export function openReport(file: string, { everything, behind }: { everything: boolean; behind: number }): Report {
  const handle = openSync(file, behind === 0 ? 'w' : 'r+');
  ftruncateSync(handle, behind);
  return {
    write(results, firstRecord, at) {
      const lines = results.flatMap((result, index) =>
        everything || result.outcome === 'refused' ? `${JSON.stringify(lineOf(result, firstRecord + index))}\n` : [],
      );
      const bytes = Buffer.from(lines.join(''));
      writeSync(handle, bytes, 0, bytes.length, at);
      ftruncateSync(handle, at + bytes.length);
      return at + bytes.length;
    },
    close: () => closeSync(handle),
  };
}

function lineOf(result: TakeResult, record: number) {
  const { id } = result;
  if (result.outcome !== 'refused') {
    const { decision, ...answer } = result.answer;
    return { record, id, outcome: result.outcome === 'known' ? 'known' : decision, ...answer };
  }
  const { code, message, issues } = result.refusal;
  return { record, id, outcome: 'refused', code, message, fields: issues.map(({ path }) => path) };
}
