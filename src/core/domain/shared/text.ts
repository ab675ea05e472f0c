/** The text as searches and name orders compare it: without case, accents and control characters. */
export function foldText(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[\p{Cc}\p{Cs}]/gu, ' ')
    .toLowerCase();
}

/** The folded words of a search. */
export function searchWords(query: string): string[] {
  return foldText(query)
    .split(/\s+/)
    .filter((word) => word !== '');
}

/** Whether every word of the search occurs in the folded text, also within a longer word. */
export function matchesWords(foldedText: string, query: string): boolean {
  return searchWords(query).every((word) => foldedText.includes(word));
}
