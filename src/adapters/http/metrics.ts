import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** Figures of the service's own running, for Prometheus; no business data. One registry for each composed service. */
export interface Metrics {
  readonly contentType: string;
  /** The exposition text. */
  render(): Promise<string>;
  observeRequest(request: { method: string; route: string; status: number; seconds: number }): void;
  /** How many milliseconds after it could have run a scheduled action did. */
  observeLateness(milliseconds: number): void;
  /** How many commits (or seconds, by its own account) a background job is behind; read at each scrape. */
  registerLag(job: string, lag: () => number | Promise<number>): void;
  /** How many live streams are open; read at each scrape. */
  registerStreams(clients: () => number): void;
}

export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const requests = new Counter({
    name: 'http_requests_total',
    help: 'Requests answered',
    labelNames: ['method', 'route', 'status'] as const,
    registers: [registry],
  });
  const seconds = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from the request to the answer',
    labelNames: ['method', 'route'] as const,
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [registry],
  });
  const lateness = new Histogram({
    name: 'schedule_lateness_seconds',
    help: 'Time from when a scheduled action could run to when it had',
    buckets: [0.1, 0.25, 0.5, 0.75, 1, 1.5, 2, 3, 5, 10, 30, 60, 300, 3600, 86_400],
    registers: [registry],
  });
  const lags = new Map<string, () => number | Promise<number>>();
  new Gauge({
    name: 'follower_lag',
    help: 'How far a background job is behind what it follows',
    labelNames: ['job'] as const,
    registers: [registry],
    async collect() {
      for (const [job, lag] of lags) this.set({ job }, await lag());
    },
  });
  let clients = () => 0;
  new Gauge({
    name: 'live_streams',
    help: 'Live event streams that are open',
    registers: [registry],
    collect() {
      this.set(clients());
    },
  });
  return {
    contentType: registry.contentType,
    render: () => registry.metrics(),
    observeRequest: ({ method, route, status, seconds: took }) => {
      requests.inc({ method, route, status });
      seconds.observe({ method, route }, took);
    },
    observeLateness: (milliseconds) => lateness.observe(milliseconds / 1000),
    registerLag: (job, lag) => void lags.set(job, lag),
    registerStreams: (count) => {
      clients = count;
    },
  };
}
