export const INCOMPATIBILITIES = [
  'TEMPLATE_MISSING',
  'GROUP_MISSING',
  'TEMPLATE_INACTIVE',
  'GROUP_INACTIVE',
  'PROGRAM_TYPE_NOT_ELIGIBLE',
  'NO_SHARED_TAG',
] as const;

/** One reason why a template and a group do not go together. */
export interface Incompatibility {
  readonly code: (typeof INCOMPATIBILITIES)[number];
  readonly message: string;
}
