/** Bounds of a campaign's fields, in characters or items; the edge's schemas use the same ones. */
export const NAME_MAX = 255;
export const DESCRIPTION_MAX = 5_000;
export const TAGS_MAX = 20;
export const TAG_MAX = 50;
export const INTERNAL_NOTES_MAX = 10_000;
export const REASON_MAX = 1_000;
/** The largest target, headcount or count of sessions. */
export const COUNT_MAX = 1_000_000_000;
/** Depth and serialised characters of a configuration. */
export const CONFIG_DEPTH_MAX = 10;
export const CONFIG_MAX = 20_000;
/** The longest a campaign lasts: 100 years. */
export const PERIOD_DAYS_MAX = 36_525;
