/** An outlet that runs: told when it begins, again while it goes on, and when it has ended. */
import { centre } from '../../geometry/box.js'
import { regionsFor } from '../../geometry/default-roi.js'
import { labelKey } from '../../models/labels.js'
import type { Drawing } from '../../results/drawing.js'
import type { AnalysedFrame, Rule, RuleResult, TrackedObject } from '../algorithm.js'
import { readParameters } from '../parameters.js'
import { drawRoi } from '../roi-drawing.js'
import { Stays } from '../stays.js'
import { PARAMETERS } from './parameters.js'

export const DRAINAGE = 34013185

/** Not seen for so long, the outlet has ended running. */
const ABSENT_MS = 10_000

export const labels = (): string[] => ['drainage']

/** @throws ParameterError */
export const createRule = (common: Record<string, unknown>): Rule => new DrainageRule(common)

/** All outlets of the picture are one: the message has nothing that would tell them apart. */
class DrainageRule implements Rule {
  private readonly p
  private stays!: Stays<TrackedObject[]>
  private size = ''
  private runs = 0

  constructor(common: Record<string, unknown>) {
    this.p = readParameters(PARAMETERS, common)
    // Only to refuse a faulty target_roi at once; the real size comes with the first frame.
    this.adaptTo(1920, 1080)
  }

  frame(frame: AnalysedFrame): RuleResult[] {
    const { width, height, videoTimeMs, objects } = frame
    this.adaptTo(width, height)
    const water = objects.filter(({ label, seen }) => seen && labelKey(label) === 'drainage')
    // Which piece of the water the tracker takes for which does not matter: what counts is that there is any.
    const targets = water.map((object) => ({ id: 0, at: centre(object.box), target: water }))
    const { lasting, over } = this.stays.look(targets, videoTimeMs)
    const before = this.runs
    this.runs = this.stays.told().length
    const ended = over.length > 0 && this.runs === 0 && before > 0
    return [
      ...(lasting.length > 0 ? [this.state(true, water, frame)] : []),
      ...(ended ? [this.state(false, [], frame)] : []),
    ]
  }

  end(): RuleResult[] {
    return []
  }

  overlay(width: number, height: number): Drawing {
    return drawRoi({ lines: [], polygons: regionsFor(this.p.target_roi, width, height) })
  }

  private state(running: boolean, water: TrackedObject[], { width, height }: AnalysedFrame): RuleResult {
    const roi = this.p.render_roi_sw ? this.overlay(width, height) : { lines: [], polygons: [] }
    const shown = this.p.render_result_sw ? water : []
    const boxes = shown.map((o) => ({ ...o.box, label: o.label, color: 'alarm' as const }))
    return {
      eventType: DRAINAGE,
      data: {},
      root: { drainage_state: running },
      drawing: { ...roi, boxes },
    }
  }

  private adaptTo(width: number, height: number): void {
    const size = `${width}x${height}`
    if (size === this.size) return
    this.size = size
    this.runs = 0
    this.stays = new Stays(regionsFor(this.p.target_roi, width, height), {
      afterMs: this.p.alert_time_threshold * 1000,
      absentMs: ABSENT_MS,
      againMs: this.p.alarm_repeat_send_interval * 60_000,
    })
  }
}
