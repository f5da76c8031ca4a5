/** What a rule keeps for one size of the picture: a source that changes its size starts afresh, for pixels mean another place. */
import type { AnalysedFrame } from './algorithm.js'

export class PerSize<S> {
  private kept: { width: number; height: number; state: S } | undefined

  /** @param make state for frames of this size in pixels; called at once as well, so that faulty regions are refused early */
  constructor(private readonly make: (width: number, height: number) => S) {
    make(1920, 1080)
  }

  of({ width, height }: Pick<AnalysedFrame, 'width' | 'height'>): S {
    if (this.kept?.width !== width || this.kept.height !== height)
      this.kept = { width, height, state: this.make(width, height) }
    return this.kept.state
  }
}
