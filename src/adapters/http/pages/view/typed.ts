/** A comma that groups thousands, as these pages print them: `12,000` or `1,250.50`; not `0,500` and not `12,5`. */
const GROUPED = /^-?[1-9]\d{0,2}(?:[\s,]\d{3})+(?:\.\d*)?$/;

/** A number as people type it, as plain text: thousands ungrouped, a decimal comma as a point. */
export function numberText(typed: string): string {
  const text = typed.trim();
  return GROUPED.test(text) ? text.replaceAll(/[\s,]/g, '') : text.replace(',', '.');
}
