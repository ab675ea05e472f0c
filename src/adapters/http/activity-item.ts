import type { ActivityInput } from '../../core/domain/activity/check-activity.ts';
import type { Unreadable } from '../../core/usecases/activities/take-batch.ts';
import { ActivityItemSchema } from './schemas/activities.ts';
import { refusalOf } from './validation.ts';

/** An item as it can be used, or why it cannot; a request's and a file's records have the same form. */
export function readActivity(raw: unknown): ActivityInput | Unreadable {
  const parsed = ActivityItemSchema.safeParse(raw);
  if (parsed.success) return parsed.data;
  const id = typeof raw === 'object' && raw !== null && 'id' in raw && typeof raw.id === 'string' ? raw.id : null;
  return { id, error: refusalOf('json', parsed.error) };
}
