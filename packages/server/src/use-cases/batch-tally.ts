/** Counts what became of the members of a batch, and keeps the reasons of those that failed. */
import { ApiError, type BatchResult } from '@vigia/contract'
import { StoreFull } from '../store/index.js'

/** Lines of `error_list` before it only tells how many more there are. */
const MOST_LINES = 100

export class BatchTally {
  private succeeded = 0
  private failed = 0
  private readonly lines: string[] = []
  private first: ApiError | undefined

  succeed(count = 1): void {
    this.succeeded += count
  }

  /** @param who the source or job, as its user knows it */
  fail(who: string, reason: ApiError): void {
    this.failed++
    this.first ??= reason
    if (this.lines.length < MOST_LINES) this.lines.push(`${who}: ${reason.detail}`)
  }

  /** What `work` makes; a refusal counts as a failure, and nothing is made then. */
  async attempt<T>(who: string, work: () => T | Promise<T>): Promise<T | undefined> {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      this.fail(who, error)
      return undefined
    }
  }

  /** What one transaction for all of these makes; when the disk is full it has kept nothing, and all of them fail. */
  async together<T>(all: string[], work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof StoreFull)) throw error
      for (const who of all) this.fail(who, new ApiError('VIAS.00010016', error.message))
      return undefined
    }
  }

  get hasSuccess(): boolean {
    return this.succeeded > 0
  }

  get hasFailure(): boolean {
    return this.failed > 0
  }

  /** For a request of which nothing came, the first failure as that of the whole. */
  refusal(): ApiError {
    return new ApiError(
      this.first?.code ?? 'VIAS.00010001',
      `batch_input: none of its ${this.failed} jobs can be made: ${this.lines[0]}`,
    )
  }

  result(id: string): BatchResult {
    const more = this.failed - this.lines.length
    return {
      id,
      total_count: this.succeeded + this.failed,
      failed_count: this.failed,
      succeed_count: this.succeeded,
      error_list: more > 0 ? [...this.lines, `… and ${more} more`] : [...this.lines],
    }
  }
}

export const nameOfJob = ({ name, id }: { name: string; id: string }): string => `job "${name}" (${id})`
export const nameOfSource = ({ name, id }: { name: string; id: string }): string => `source "${name}" (${id})`
