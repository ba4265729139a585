/** Work decided now and done later, at least once. `add` takes part in the caller's transaction. */
export interface Jobs {
  add(name: string, payload: Record<string, unknown>, options?: JobOptions): Promise<void>;
}

export interface JobOptions {
  /** Not before this moment. */
  runAt?: Date;
  /** A second job with the same key replaces the first while that has not begun. */
  key?: string;
  /** With `key`: the second job comes at the time of the first. */
  keepTime?: boolean;
  /** Jobs of one queue run one after another. */
  queue?: string;
  /** How often it is tried, 25 unless told. */
  maxAttempts?: number;
}
