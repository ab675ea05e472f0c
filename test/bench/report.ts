export interface Comparison {
  readonly name: string;
  readonly ours: string;
  readonly other: string;
  readonly ratio: number;
  readonly target: number;
  /** Whether the ratio must stay below its target. */
  readonly atMost?: boolean;
}

export function passes({ ratio, target, atMost = false }: Comparison): boolean {
  return atMost ? ratio <= target : ratio >= target;
}

/** A table of ratios, side by side in one run: figures of one machine say nothing on another, their ratio does. */
export function table(title: string, rows: readonly Comparison[]): string {
  const cells = rows.map((row) => [
    row.name,
    row.ours,
    row.other,
    row.ratio.toFixed(2),
    `${row.atMost ? '≤' : '≥'} ${row.target}`,
    passes(row) ? 'pass' : 'MISS',
  ]);
  const head = ['', 'this design', 'compared with', 'ratio', 'target', ''];
  const widths = head.map((_, column) => Math.max(...[head, ...cells].map((line) => (line[column] ?? '').length)));
  const lines = [head, ...cells].map((line) => line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '));
  return [`\n${title}`, ...lines].join('\n');
}

export function perSecond(value: number): string {
  return `${Math.round(value).toLocaleString('en')}/s`;
}

export function milliseconds(value: number): string {
  return `${value.toFixed(1)} ms`;
}
