/** Adds up where people are, in a coarse grid over the frame. */
import { clamp, type Point } from '../../geometry/box.js'
import type { AnalysedFrame, HeatGrid } from '../algorithm.js'

/** 80 columns: 24 pixels of a 1080p frame, less than the width of a person a few metres away. */
const COLS = 80
/** A longer pause between frames is a gap in the source, not somebody's stay. */
const LONGEST_STEP_MS = 1000

export class Heat {
  /** Person-seconds, spread over the width of each person. */
  readonly density: HeatGrid
  /** Foot points counted in the sampled frames. */
  readonly points: HeatGrid
  private frames = 0
  private lastMs: number | undefined

  /**
   * @param width @param height of the frame in pixels
   * @param pointInterval frames between two updates of the points, at least 1
   */
  constructor(
    private readonly width: number,
    private readonly height: number,
    private readonly pointInterval: number,
  ) {
    const rows = Math.max(1, Math.round((COLS * height) / width))
    this.density = { cols: COLS, rows, values: new Float32Array(COLS * rows) }
    this.points = { cols: COLS, rows, values: new Float32Array(COLS * rows) }
  }

  /** Takes the foot points of the people in a frame with the widths of their boxes in pixels. */
  add(frame: AnalysedFrame, people: { foot: Point; width: number }[]): void {
    const seconds = clamp(frame.videoTimeMs - (this.lastMs ?? frame.videoTimeMs), 0, LONGEST_STEP_MS) / 1000
    this.lastMs = frame.videoTimeMs
    const isSample = this.frames++ % this.pointInterval === 0
    for (const { foot, width } of people) {
      const col = (foot[0] / this.width) * COLS
      const row = (foot[1] / this.height) * this.density.rows
      this.spread(col, row, Math.max(1, ((width / this.width) * COLS) / 2), seconds)
      if (isSample) this.points.values[this.cell(Math.floor(col), Math.floor(row))]! += 1
    }
  }

  /** Gives the sums of the period and starts the next one. */
  take(): { density: HeatGrid; points: HeatGrid } {
    const taken = { density: copy(this.density), points: copy(this.points) }
    this.density.values.fill(0)
    this.points.values.fill(0)
    return taken
  }

  /** A round bell whose middle is `seconds` and whose deviation is half a person's width, cut at two deviations. */
  private spread(col: number, row: number, deviation: number, seconds: number): void {
    const reach = Math.ceil(2 * deviation)
    for (
      let r = Math.max(0, Math.floor(row) - reach);
      r <= Math.min(this.density.rows - 1, Math.floor(row) + reach);
      r++
    ) {
      for (
        let c = Math.max(0, Math.floor(col) - reach);
        c <= Math.min(COLS - 1, Math.floor(col) + reach);
        c++
      ) {
        const off = ((c + 0.5 - col) ** 2 + (r + 0.5 - row) ** 2) / (2 * deviation ** 2)
        this.density.values[this.cell(c, r)]! += seconds * Math.exp(-off)
      }
    }
  }

  private cell(col: number, row: number): number {
    return clamp(row, 0, this.density.rows - 1) * COLS + clamp(col, 0, COLS - 1)
  }
}

function copy(grid: HeatGrid): HeatGrid {
  return { ...grid, values: grid.values.slice() }
}
