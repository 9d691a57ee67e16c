/** What instances of one cluster share. Alone on a machine the same four parts live in the process and in the kernel's database. */
export interface Cluster extends AsyncDisposable {
  /** This instance, new at every start. */
  readonly member: string;
  /** True when other instances can hear the bus and see the cache. */
  readonly shared: boolean;
  readonly bus: Bus;
  readonly cache: SharedCache;
  readonly leases: Leases;
  readonly jobs: Jobs;
}

/** Topics heard by every instance. Own listeners hear a message before `publish` returns; others soon, or never when Redis is down. */
export interface Bus {
  publish(topic: string, message: unknown): void;
  subscribe(topic: string, listener: (message: unknown) => void): () => void;
}

/** Plugin and organisation are part of every key. */
export interface Owner {
  readonly plugin: string;
  readonly orgId: number;
}

/** Values with a time to live. A cache forgets: what cannot be read, was tampered with or does not fit counts as absent. */
export interface SharedCache {
  get(owner: Owner, key: string): Promise<unknown>;
  set(owner: Owner, key: string, value: unknown, ttlMs: number): Promise<void>;
  delete(owner: Owner, key: string): Promise<void>;
}

export interface Leases {
  /**
   * The right to do `name` alone in the cluster, renewed until released, or undefined when another has it. With `slot`, undefined
   * too when somebody already held it for that slot or a later one: each slot is worked at most once.
   */
  acquire(name: string, options?: { ttlMs?: number; slot?: number }): Promise<Lease | undefined>;
}
export interface Lease extends AsyncDisposable {
  /** Grows with every holder; writers that keep the highest one seen can refuse a late holder. */
  readonly fence: number;
  /** Aborts when the lease was lost, at the latest when others may take it. */
  readonly signal: AbortSignal;
  release(): Promise<void>;
}

export interface Job extends Owner {
  /** The plugin's own name for it, unique with plugin and organisation. */
  readonly key: string;
  /** Epoch ms. */
  readonly at: number;
  /** Schedule contribution to call. */
  readonly name: string;
  readonly data: unknown;
}

/** Timers that survive restarts and fire on one instance. A handler that throws is asked again, later and later, five times in all. */
export interface Jobs {
  /** The same owner and key replaces. Throws when it could not be kept. */
  at(job: Job): Promise<void>;
  cancel(owner: Owner, key: string): Promise<void>;
  /** Takes due jobs of the whole cluster until disposed, which waits for the ones at work. */
  work(handler: (job: Job) => Promise<void>): AsyncDisposable;
}

export interface ClusterLog {
  info(message: string, fields?: Readonly<Record<string, unknown>>): void;
  warn(message: string, fields?: Readonly<Record<string, unknown>>): void;
  error(message: string, fields?: Readonly<Record<string, unknown>>): void;
}
