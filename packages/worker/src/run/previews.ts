/** The newest annotated picture of each run; pictures are only made while somebody looks. */

export interface Preview {
  jpeg: Uint8Array
  /** Integer milliseconds UTC when it was made. */
  at: number
}

/** One look keeps pictures coming for this long. */
const INTEREST_MS = 10_000

export class Previews {
  private readonly newest = new Map<string, Preview>()
  private readonly asks = new Map<string, (until: number) => void>()

  constructor(private readonly now: () => number) {}

  /** The newest picture, and a request for more. Undefined until the first one was made. */
  latest(jobId: string): Preview | undefined {
    this.asks.get(jobId)?.(this.now() + INTEREST_MS)
    return this.newest.get(jobId)
  }

  put(jobId: string, jpeg: Uint8Array, at: number): void {
    this.newest.set(jobId, { jpeg, at })
  }

  attach(jobId: string, ask: (until: number) => void): void {
    this.asks.set(jobId, ask)
  }

  /** The run is over: its last picture would be taken for a live one. */
  detach(jobId: string): void {
    this.asks.delete(jobId)
    this.newest.delete(jobId)
  }
}
