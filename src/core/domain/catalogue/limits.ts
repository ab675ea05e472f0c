/** Bounds of templates and groups, in characters or items. */
export const CODE_MAX = 100;
export const LIST_MAX = 50;
export const LANGUAGES_MAX = 10;
export const AGE_MAX = 120;
export const GROUP_SIZE_MAX = 1_000_000;
export const HOURS_MAX = 100_000;
