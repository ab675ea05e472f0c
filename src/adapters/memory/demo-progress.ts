import type { DemoProgress, DemoProgressStore } from '../../ports/demo-progress.ts';

export function createMemoryDemoProgress(): DemoProgressStore {
  let progress: DemoProgress | null = null;
  return {
    read: async () => progress,
    async begin(at) {
      progress ??= { startedAt: at, percent: 0, label: '', done: false };
      return progress;
    },
    async advance(percent, label) {
      if (progress && percent > progress.percent) progress = { ...progress, percent, label };
    },
    async finish() {
      if (progress) progress = { ...progress, percent: 100, label: '', done: true };
    },
  };
}
