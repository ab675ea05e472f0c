/** Work that goes on beside the requests, until its signal aborts; any number of processes may run it. */
export interface BackgroundJob {
  readonly name: string;
  /** Ends soon after the signal aborts, with its lease given back; never throws. */
  run(signal: AbortSignal): Promise<void>;
  /** Seconds by which the oldest thing that waits is late; 0 where nothing waits or another process does the work. */
  lag(): number;
}

export interface BackgroundOptions {
  /** Resolves after so many milliseconds, or as soon as the signal aborts. */
  readonly sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  /** This process, in leases. */
  readonly holder: string;
  /** Told of what went wrong and will be tried again. */
  readonly onError: (job: string, error: unknown) => void;
}
