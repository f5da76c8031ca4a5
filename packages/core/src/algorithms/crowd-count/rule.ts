/** Crowd density: counts people, and banners where asked, in regions at each sampling; a message when there are too many. */
import { regionsFor } from '../../geometry/default-roi.js'
import type { RoiPolygon } from '../../geometry/target-roi.js'
import type { Drawing } from '../../results/drawing.js'
import type { AnalysedFrame, Rule, RuleResult } from '../algorithm.js'
import { readParameters } from '../parameters.js'
import { drawRoi } from '../roi-drawing.js'
import { Sampling } from '../sampling.js'
import { type Counted, counted, densityOf, within } from './head-count.js'
import { CROWD_PARAMETERS } from './parameters.js'
import { readThresholds } from './thresholds.js'

export const CROWD = 524288

export const DEFAULT_PEOPLE = 50
const DEFAULT_BANNERS = 2
/** What a model that finds banners calls them. */
export const BANNER = 'banner'

export class CrowdRule implements Rule {
  private readonly p
  private readonly sampling: Sampling
  private readonly mostPeople: (region: number) => number
  private readonly mostBanners: (region: number) => number

  constructor(private readonly common: Record<string, unknown>) {
    this.p = readParameters(CROWD_PARAMETERS, common)
    this.sampling = new Sampling(this.p.sampling_time_interval * 1000)
    this.mostPeople = readThresholds('alarm_threshold', this.p.alarm_threshold, DEFAULT_PEOPLE)
    this.mostBanners = readThresholds('banner_threshold', this.p.banner_threshold, DEFAULT_BANNERS)
    // Only to refuse a faulty target_roi at once; the real size comes with each frame.
    regionsFor(common.target_roi, 1920, 1080)
  }

  frame(frame: AnalysedFrame): RuleResult[] {
    if (!this.sampling.isDue(frame.videoTimeMs)) return []
    const regions = regionsFor(this.common.target_roi, frame.width, frame.height)
    const people = counted(frame, 'person')
    const banners = this.p.banner_detection_sw ? counted(frame, BANNER) : []
    const counts = regions.map((region) => ({
      crowd_count: within(people, region).length,
      banner_count: within(banners, region).length,
      polygon: region.points,
    }))
    const peopleOver = counts.some(({ crowd_count }, i) => crowd_count > this.mostPeople(i))
    const bannersOver = counts.some(({ banner_count }, i) => banner_count > this.mostBanners(i))
    if (!peopleOver && !this.p.report_every_sample_sw) return []
    const alarm_type = peopleOver ? (bannersOver ? 2 : 1) : 0
    const data = { scene_type: 1, alarm_type, event_set: counts }
    const inRegions = people.filter((one) => regions.some((region) => within([one], region).length > 0))
    return [{ eventType: CROWD, data, ...crowdPictures(this.p, frame, inRegions, regions) }]
  }

  /** A count is told when it is made; nothing is left to close. */
  end(): RuleResult[] {
    return []
  }

  overlay(width: number, height: number): Drawing {
    return drawRoi({ lines: [], polygons: regionsFor(this.common.target_roi, width, height) })
  }
}

/** The picture and, where asked, the map of density that go with a crowd's message. */
export function crowdPictures(
  p: { visualization_output_sw: number; density_sw: number },
  { width, height }: AnalysedFrame,
  people: readonly Counted[],
  regions: readonly RoiPolygon[],
): Pick<RuleResult, 'drawing' | 'heatmaps'> {
  const drawing: Drawing = {
    ...drawRoi({ lines: [], polygons: p.visualization_output_sw ? [...regions] : [] }),
    boxes: p.visualization_output_sw ? people.map(({ box }) => ({ ...box, color: 'alarm' })) : [],
  }
  const grid = densityOf(people, width, height)
  return {
    drawing,
    ...(p.density_sw ? { heatmaps: [{ key: 'density_image_base64', grid, style: 'density' }] } : {}),
  }
}
