/** An id stands in the key of its debit. */
export const ACTIVITY_ID_MAX = 128;
export const ACTIVITY_TAGS_MAX = 20;
export const ACTIVITY_TAG_LENGTH = 50;
/** Activities taken in one request. */
export const ACTIVITY_BATCH_MAX = 500;
/** Other campaigns that are kept beside the chosen one. */
export const ALTERNATIVES_MAX = 5;
