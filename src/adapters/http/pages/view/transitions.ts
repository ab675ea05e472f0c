import type { CampaignStatus } from '../../../../core/domain/lifecycle/status.ts';
import { TRANSITION_WORDS } from './words.ts';

/** A way on from the present state: a button, a button behind a sentence that says what it does, or the reasons against it. */
export interface TransitionView {
  readonly to: CampaignStatus;
  readonly label: string;
  readonly primary: boolean;
  /** What it will do, said before it is done; null where it is undone as easily. */
  readonly warning: string | null;
  readonly needsReason: boolean;
  /** Why it cannot be done now; empty where it can. */
  readonly reasons: readonly string[];
}

const WARNINGS: Partial<Record<CampaignStatus, string>> = {
  completed: 'Nobody can take a place any more; holds lapse and the waitlist is emptied. It cannot be undone.',
  closed: 'The campaign is archived and takes nothing any more, no corrections either. It cannot be undone.',
  draft: 'Everything can be edited again. Say why: the reason stays in the history.',
};

const FORWARD: Partial<Record<CampaignStatus, CampaignStatus>> = {
  draft: 'planned',
  planned: 'recruiting',
  recruiting: 'active',
  paused: 'active',
};

export function transitionViews(
  from: CampaignStatus,
  allowed: readonly {
    readonly to: CampaignStatus;
    readonly guards: readonly { readonly code: string; readonly message: string }[];
  }[],
): TransitionView[] {
  return allowed.map(({ to, guards }) => {
    const needsReason = from === 'planned' && to === 'draft';
    return {
      to,
      label: from === 'paused' && to === 'active' ? 'Resume' : TRANSITION_WORDS[to],
      primary: FORWARD[from] === to,
      warning: WARNINGS[to] ?? null,
      needsReason,
      reasons: guards.filter(({ code }) => code !== 'REASON_REQUIRED').map(({ message }) => message),
    };
  });
}
