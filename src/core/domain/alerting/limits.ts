/** Characters of a note that somebody may leave with an acknowledgement. */
export const MAX_NOTE = 1000;
