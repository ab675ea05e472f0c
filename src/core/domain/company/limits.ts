/** Bounds of a company's fields, in characters or items. */
export const CONTACTS_MAX = 50;
export const CONTACT_NAME_MAX = 255;
export const EMAIL_MAX = 254;
/** The largest number of learners a subscription holds. */
export const LEARNERS_MAX = 1_000_000_000;
