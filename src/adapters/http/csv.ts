type Cell = string | number | boolean | null;

const LINE_END = '\r\n';
/** Lines go out in blocks of about this many characters. */
const BLOCK = 16_384;

/**
 * A row as RFC 4180 has it. Text that a spreadsheet would run as a formula is made text by an apostrophe before it; numbers
 * stay numbers, also negative ones.
 */
export function csvRow(cells: readonly Cell[]): string {
  return cells.map(cellText).join(',') + LINE_END;
}

function cellText(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell !== 'string') return String(cell);
  const safe = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A CSV file, line by line as it is read; a reader who leaves ends the reading. */
export function csvStream<T, C extends string>(
  columns: readonly C[],
  items: Iterable<T> | AsyncIterable<T>,
  present: (item: T) => Record<C, Cell>,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const text = blocks();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await text.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await text.return(undefined);
    },
  });

  async function* blocks(): AsyncGenerator<string, undefined> {
    let block = csvRow(columns);
    for await (const item of items) {
      const row = present(item);
      block += csvRow(columns.map((column) => row[column]));
      if (block.length < BLOCK) continue;
      yield block;
      block = '';
    }
    yield block;
  }
}
