/** The right to do one job, held by one process at a time; by the database's time. */
export interface Lease {
  readonly name: string;
  /** Grows with each new holder: a write that carries an older one must be refused. */
  readonly fence: number;
}

export interface Leases {
  /** The lease, or null while another holds it. The holder takes it again to extend it, with the same fence. */
  take(name: string, holder: string, ttlMilliseconds: number): Promise<Lease | null>;
  giveBack(lease: Lease, holder: string): Promise<void>;
}
