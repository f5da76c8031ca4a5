/** Wrong passwords remembered over restarts, so that a guesser gains nothing by one. */
export interface SignInFailures {
  /** Hex SHA-256: a name typed at sign-in may be a password typed into the wrong field. */
  key: string
  /** Wrong passwords in a row. */
  count: number
  /** When the last one was, by the wall clock. */
  at: number
}

export interface SignInFailureStore {
  find(key: string): Promise<SignInFailures | undefined>
  /** Adds it or takes the place of the one with the same key. */
  put(failures: SignInFailures): Promise<void>
  remove(key: string): Promise<void>
  /** Removes those whose last one was at or before `until`, and beyond the newest `most`. */
  prune(until: number, most: number): Promise<void>
}
