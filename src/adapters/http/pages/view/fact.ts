/** A label and its value; with an address, a link. */
export interface Fact {
  readonly label: string;
  readonly value: string;
  readonly href: string | null;
}

export function fact(label: string, value: string, href: string | null = null): Fact {
  return { label, value, href };
}
