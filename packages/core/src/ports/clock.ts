/** Time as a port, so that tests own it. */
export interface Clock {
  /** Integer milliseconds since 1970, UTC. */
  now(): number
}
