import { z } from '@hono/zod-openapi';
import { REASON_MAX } from '../../../core/domain/campaign/limits.ts';
import { STATUSES } from '../../../core/domain/lifecycle/status.ts';
import { EXAMPLE_INSTANT, InstantText } from './common.ts';

export const TransitionInputSchema = z
  .strictObject({ to: z.enum(STATUSES), reason: z.string().trim().max(REASON_MAX).nullish() })
  .openapi('TransitionInput');

export const TransitionsSchema = z
  .object({
    items: z.array(
      z.object({
        from: z.enum(STATUSES),
        to: z.enum(STATUSES),
        at: InstantText,
        actor: z.string().nullable(),
        trigger: z.enum(['manual', 'schedule', 'system']),
        reason: z.string().nullable(),
      }),
    ),
    allowed: z.array(
      z.object({ to: z.enum(STATUSES), guards: z.array(z.object({ code: z.string(), message: z.string() })) }),
    ),
  })
  .openapi('Transitions');

export const TRANSITION_INPUT_EXAMPLE: z.input<typeof TransitionInputSchema> = { to: 'planned' };

export const TRANSITIONS_EXAMPLE: z.input<typeof TransitionsSchema> = {
  items: [{ from: 'draft', to: 'planned', at: EXAMPLE_INSTANT, actor: 'sales-7', trigger: 'manual', reason: null }],
  allowed: [
    { to: 'recruiting', guards: [] },
    { to: 'active', guards: [{ code: 'TEMPLATE_INACTIVE', message: 'The program template is not active' }] },
  ],
};
