import type { WriteStream } from 'node:tty';

export interface Progress {
  tell(done: number, records: number): void;
  /** Leaves the line that was drawn on. */
  end(): void;
}

const WIDTH = 30;
const DRAW_EVERY = 100;
const SAY_EVERY = 5_000;

/** A bar on a terminal, elsewhere a line now and then; `done` of `total` bytes, counted from where this run began. */
export function createProgress(out: WriteStream, total: number, from: number, now: () => number): Progress {
  const started = now();
  let told = Number.NEGATIVE_INFINITY;
  return {
    tell(done, records) {
      const at = now();
      if (at - told < (out.isTTY ? DRAW_EVERY : SAY_EVERY) && done < total) return;
      told = at;
      const share = total === 0 ? 1 : done / total;
      const left = done === from ? null : ((at - started) / 1_000) * ((total - done) / (done - from));
      const text = `${(share * 100).toFixed(1)} %, ${records} records${left === null || done >= total ? '' : `, ${timeText(left)} left`}`;
      if (!out.isTTY) out.write(`${text}\n`);
      else out.write(`\r${'█'.repeat(Math.round(share * WIDTH)).padEnd(WIDTH, '░')} ${text}\u001b[K`);
    },
    end() {
      if (out.isTTY) out.write('\n');
    },
  };
}

function timeText(seconds: number): string {
  return seconds < 90 ? `${Math.ceil(seconds)} s` : `${Math.ceil(seconds / 60)} min`;
}
