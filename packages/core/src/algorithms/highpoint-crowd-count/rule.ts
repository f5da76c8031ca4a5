/** High-point crowd: counts people from above, in regions or in the cells of a grid over the frame, at each sampling. */
import { regionsFor } from '../../geometry/default-roi.js'
import type { RoiPolygon } from '../../geometry/target-roi.js'
import type { Drawing } from '../../results/drawing.js'
import type { AnalysedFrame, Rule, RuleResult } from '../algorithm.js'
import { type Counted, counted, within } from '../crowd-count/head-count.js'
import { crowdPictures, DEFAULT_PEOPLE } from '../crowd-count/rule.js'
import { readThresholds } from '../crowd-count/thresholds.js'
import { readParameters } from '../parameters.js'
import { drawRoi } from '../roi-drawing.js'
import { Sampling } from '../sampling.js'
import { HIGHPOINT_PARAMETERS } from './parameters.js'

export const HIGHPOINT_CROWD = 1769472

interface Part {
  region: RoiPolygon
  people: Counted[]
  /** Members beside the count and the polygon. */
  more: Record<string, number>
}

export class HighpointCrowdRule implements Rule {
  private readonly p
  private readonly sampling: Sampling
  private readonly most: (region: number) => number

  constructor(private readonly common: Record<string, unknown>) {
    this.p = readParameters(HIGHPOINT_PARAMETERS, common)
    this.sampling = new Sampling(this.p.sampling_time_interval * 1000)
    this.most = readThresholds('alarm_threshold', this.p.alarm_threshold, DEFAULT_PEOPLE)
    // Only to refuse a faulty target_roi at once; the real size comes with each frame.
    regionsFor(common.target_roi, 1920, 1080)
  }

  frame(frame: AnalysedFrame): RuleResult[] {
    if (!this.sampling.isDue(frame.videoTimeMs)) return []
    const parts = this.isGrid ? this.cells(frame) : this.regions(frame)
    // A grid has one threshold for all its cells.
    const isOver = parts.some(({ people }, i) => people.length > this.most(this.isGrid ? 0 : i))
    if (!isOver && !this.p.report_every_sample_sw) return []
    const everybody = [...new Set(parts.flatMap(({ people }) => people))]
    const data = {
      scene_type: 1,
      alarm_type: isOver ? 1 : 0,
      total_crowd_count: everybody.length,
      event_set: parts.map(({ region, people, more }) => ({
        crowd_count: people.length,
        polygon: region.points,
        ...more,
      })),
    }
    const regions = parts.map(({ region }) => region)
    return [{ eventType: HIGHPOINT_CROWD, data, ...crowdPictures(this.p, frame, everybody, regions) }]
  }

  /** A count is told when it is made; nothing is left to close. */
  end(): RuleResult[] {
    return []
  }

  overlay(width: number, height: number): Drawing {
    const polygons = this.isGrid
      ? this.cells({ width, height, videoTimeMs: 0, objects: [] }).map(({ region }) => region)
      : regionsFor(this.common.target_roi, width, height)
    return drawRoi({ lines: [], polygons })
  }

  private get isGrid(): boolean {
    return this.p.grid_x_number > 0 && this.p.grid_y_number > 0
  }

  private regions(frame: AnalysedFrame): Part[] {
    const all = counted(frame, 'person')
    return regionsFor(this.common.target_roi, frame.width, frame.height).map((region) => ({
      region,
      people: within(all, region),
      more: {},
    }))
  }

  /** Row by row. Each person is in exactly one cell, also on a border. */
  private cells(frame: AnalysedFrame): Part[] {
    const { grid_x_number: columns, grid_y_number: rows } = this.p
    const { width, height } = frame
    const cells = Array.from({ length: columns * rows }, (_, i): Part => {
      const [grid_x, grid_y] = [i % columns, Math.floor(i / columns)]
      const [left, right] = [grid_x, grid_x + 1].map((x) => Math.round((x * width) / columns)) as [
        number,
        number,
      ]
      const [top, bottom] = [grid_y, grid_y + 1].map((y) => Math.round((y * height) / rows)) as [
        number,
        number,
      ]
      const points: RoiPolygon['points'] = [
        [left, top],
        [right, top],
        [right, bottom],
        [left, bottom],
      ]
      return { region: { points }, people: [], more: { grid_x, grid_y } }
    })
    for (const one of counted(frame, 'person')) {
      const column = Math.min(columns - 1, Math.floor((one.foot[0] * columns) / width))
      const row = Math.min(rows - 1, Math.floor((one.foot[1] * rows) / height))
      cells[row * columns + column]!.people.push(one)
    }
    return cells
  }
}
