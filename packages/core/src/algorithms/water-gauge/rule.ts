/** The water level, read from where the visible part of a gauge ends: its lower edge is the water. */
import { centre, wireBox } from '../../geometry/box.js'
import { regionsFor } from '../../geometry/default-roi.js'
import { contains } from '../../geometry/polygon.js'
import { labelKey } from '../../models/labels.js'
import type { Drawing } from '../../results/drawing.js'
import type { AnalysedFrame, Rule, RuleResult, TrackedObject } from '../algorithm.js'
import { readParameters } from '../parameters.js'
import { drawRoi } from '../roi-drawing.js'
import { type LevelAt, readCalibration } from './calibration.js'
import { PARAMETERS } from './parameters.js'

export const WATER_LEVEL = 33816579

/** The wire's codes in the place of a level. */
const NO_GAUGE = 998
const NO_CALIBRATION = 999

export const labels = (): string[] => ['water_gauge']

/** @throws ParameterError */
export const createRule = (common: Record<string, unknown>): Rule => new WaterGaugeRule(common)

class WaterGaugeRule implements Rule {
  private readonly p
  private readonly levelAt: LevelAt | undefined
  private endsMs: number | undefined

  constructor(common: Record<string, unknown>) {
    this.p = readParameters(PARAMETERS, common)
    this.levelAt = readCalibration(this.p.calibration_info)
    // Only to refuse a faulty target_roi at once.
    regionsFor(this.p.target_roi, 1920, 1080)
  }

  frame(frame: AnalysedFrame): RuleResult[] {
    const period = this.p.report_interval * 1000
    this.endsMs ??= frame.videoTimeMs + period
    if (frame.videoTimeMs < this.endsMs) return []
    this.endsMs += Math.ceil((frame.videoTimeMs - this.endsMs + 1) / period) * period
    return [this.reading(frame)]
  }

  end(): RuleResult[] {
    return []
  }

  overlay(width: number, height: number): Drawing {
    return drawRoi({ lines: [], polygons: regionsFor(this.p.target_roi, width, height) })
  }

  private reading(frame: AnalysedFrame): RuleResult {
    const { width, height } = frame
    const read: TrackedObject[] = []
    const levels = regionsFor(this.p.target_roi, width, height).map(({ points }) => {
      const gauge = surest(frame, (object) => contains(points, centre(object.box)))
      if (gauge) read.push(gauge)
      return {
        water_level: this.levelOf(gauge, frame),
        polygon: points.map(([x, y]) => ({ x, y })),
      }
    })
    const roi = this.p.render_roi_sw ? this.overlay(width, height) : { lines: [], polygons: [] }
    const shown = this.p.render_result_sw ? read : []
    const boxes = shown.map((o) => ({ ...o.box, label: o.label, color: 'alarm' as const }))
    return { eventType: WATER_LEVEL, data: { water_level_list: levels }, drawing: { ...roi, boxes } }
  }

  private levelOf(gauge: TrackedObject | undefined, { width, height }: AnalysedFrame): number {
    if (!this.levelAt) return NO_CALIBRATION
    if (!gauge) return NO_GAUGE
    const { y, h } = wireBox(gauge.box, width, height)
    return Math.round(this.levelAt(y + h) * 10) / 10
  }
}

function surest(
  frame: AnalysedFrame,
  isThere: (object: TrackedObject) => boolean,
): TrackedObject | undefined {
  return frame.objects
    .filter((object) => object.seen && labelKey(object.label) === 'water_gauge' && isThere(object))
    .sort((a, b) => b.score - a.score)[0]
}
