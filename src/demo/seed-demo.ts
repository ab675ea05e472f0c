import type { DemoProgressStore } from '../ports/demo-progress.ts';
import type { Ports } from '../ports/ports.ts';
import { type Calendar, createCalendar } from './calendar.ts';
import { createLineCore } from './line-core.ts';
import { allStories, type Line, linesOf } from './lines.ts';
import { liveLine, makeDraft } from './live-line.ts';
import { type Base, changeTemplate, makeBase, TEMPLATE_CHANGED } from './make-base.ts';
import { livePastUpsell } from './past-upsell.ts';
import { persist } from './persist.ts';
import { tellActivities } from './tell-activities.ts';

/** Everything in the demo that looks random follows from this. */
const SEED = 'campaigns';

/** What of the percentage the companies, the catalogue and the first drafts take. */
const BASE_PERCENT = 4;

/**
 * Makes the demo through the use cases, as a past that ends at the moment of its first beginning; answers whether there was
 * anything to do. It can be killed and called again, also by several processes at once: what stands is not made twice, and the
 * mark that all is there is written last. Nobody is sent anything. Background jobs are to be started after it, so that its past
 * is not followed by the present's clock. Rejects with the signal's reason when it aborts.
 */
export async function seedDemo(ports: Ports, store: DemoProgressStore, signal: AbortSignal): Promise<boolean> {
  const { done, startedAt } = await persist(() => store.begin(ports.clock.now()), signal);
  if (done) return false;
  const calendar = createCalendar(startedAt);
  const stories = allStories(calendar);
  const lines = linesOf(stories, calendar, SEED);
  await store.advance(1, 'Companies, templates and groups');
  const base = await beginPast(ports, lines, calendar, signal);
  await liveAll(ports, lines, { base, calendar, signal, onStep: reportTo(store, lines) });
  await store.advance(99, 'Activities');
  await tellActivities(createLineCore(ports, SEED, calendar.now), base, calendar, SEED, signal);
  await livePastUpsell(createLineCore(ports, SEED, 0), stories, calendar, signal);
  await persist(() => store.finish(), signal);
  return true;
}

/** What is made once for all campaigns, and the drafts that were made before a template had its second version. */
async function beginPast(ports: Ports, lines: readonly Line[], calendar: Calendar, signal: AbortSignal): Promise<Base> {
  const lineCore = createLineCore(ports, SEED, 0);
  const base = await makeBase(lineCore, calendar, signal);
  for (const { stories, steps } of lines) {
    for (const story of stories.filter(({ made }) => made < TEMPLATE_CHANGED)) {
      const madeAt = steps.find(({ kind, slug }) => kind === 'make' && slug === story.slug)?.at ?? 0;
      await persist(() => makeDraft(createLineCore(ports, SEED, madeAt), story, base, calendar), signal);
    }
  }
  await persist(() => changeTemplate(lineCore, calendar, base), signal);
  return base;
}

/** Lives through all lines side by side; when one fails the others end soon, and the first failure is thrown when they have. */
async function liveAll(ports: Ports, lines: readonly Line[], options: Parameters<typeof liveLine>[2]): Promise<void> {
  const failure = new AbortController();
  const signal = AbortSignal.any([options.signal, failure.signal]);
  await Promise.allSettled(
    lines.map(async (line) => {
      const lineCore = createLineCore(ports, SEED, line.steps[0]?.at ?? options.calendar.now);
      await liveLine(lineCore, line, { ...options, signal }).catch((error) => failure.abort(error));
    }),
  );
  signal.throwIfAborted();
}

/** Counts the steps of all lines and keeps the percentage whenever it has grown by one. */
function reportTo(store: DemoProgressStore, lines: readonly Line[]): (label: string) => Promise<void> {
  const total = lines.reduce((sum, { steps }) => sum + steps.length, 0);
  let count = 0;
  let kept = BASE_PERCENT;
  return async (label) => {
    count += 1;
    const percent = BASE_PERCENT + Math.floor((count / total) * (99 - BASE_PERCENT));
    if (percent <= kept) return;
    kept = percent;
    await store.advance(percent, label);
  };
}
