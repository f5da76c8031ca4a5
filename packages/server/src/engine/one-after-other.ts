/** Work that must not overlap with itself: who asks while it is done waits for the next time, together with all others. */
export class OneAfterOther {
  private present: Promise<unknown> = Promise.resolve()
  private next: Promise<void> | undefined

  constructor(private readonly work: () => Promise<void>) {}

  /** Resolves, or rejects, with a piece of work that was begun after this call. */
  run(): Promise<void> {
    this.next ??= this.present.then(() => {
      this.next = undefined
      const now = this.work()
      this.present = now.catch(() => undefined)
      return now
    })
    return this.next
  }
}
