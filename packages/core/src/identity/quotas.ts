/** How many of each thing a project may have where nobody has said otherwise. */
export const QUOTAS = {
  /** VAS documents 5,000 jobs a user. */
  jobs: 5_000,
  /** Video sources and groups: the numbers of the published examples. */
  sources: 5_000,
  groups: 200,
  /** Pushed streams. */
  streams: 200,
  /** Edge cameras: as many as sources, which may be cameras. */
  cameras: 5_000,
  /** Data streams, and as many apps that read them. */
  data_streams: 50,
} as const

export type QuotaName = keyof typeof QUOTAS

/** Thrown by a store when what is to be added would pass the limit; nothing was added. */
export class QuotaReached extends Error {
  /**
   * @param total what is there already
   * @param most the limit
   */
  constructor(
    readonly total: number,
    readonly most: number,
  ) {
    super(`the limit of ${most} is reached: there are ${total}`)
  }
}
