/** Counts answers that go on for hours, so that nobody takes all connections: one limit per project, one in all. */
import { ApiError } from '@vigia/contract'

export class StreamPlaces {
  private readonly open = new Map<string, number>()
  private total = 0

  /**
   * @param what as it is called in refusals, e.g. `live streams`
   * @param instead what to do rather than opening another one
   */
  constructor(
    private readonly field: string,
    private readonly what: string,
    private readonly instead: string,
    private readonly most: { server: number; project: number },
  ) {}

  /**
   * Takes a place; the function that it returns gives it back, once.
   * @throws ApiError VIAS.00010012 when all are taken
   */
  take(projectId: string): () => void {
    const own = this.open.get(projectId) ?? 0
    for (const [count, most, whose] of [
      [own, this.most.project, 'this project'],
      [this.total, this.most.server, 'this server'],
    ] as const)
      if (count >= most)
        throw new ApiError(
          'VIAS.00010012',
          `${this.field}: ${most} ${this.what} of ${whose} are open; close one, or ${this.instead}`,
        )
    this.open.set(projectId, own + 1)
    this.total++
    let isOpen = true
    return () => {
      if (!isOpen) return
      isOpen = false
      const left = (this.open.get(projectId) ?? 1) - 1
      if (left === 0) this.open.delete(projectId)
      else this.open.set(projectId, left)
      this.total--
    }
  }
}
