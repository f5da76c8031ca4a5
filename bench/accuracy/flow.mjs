/** People flow counting held against the labels: people over each line by direction, and people in each region. */
import { LINES, REGIONS } from './scene.mjs'
import { footOf, isInside } from './truth.mjs'

const LINE_COUNT = 131073
const REGION_COUNT = 131074

/** Members of `config.common`: both counts as often as the algorithm gives them. */
export const FLOW_COMMON = { line_count_interval: 1, region_count_interval: 1, heatmap_detection_sw: 0 }
export const FLOW_HEAD = ['run', 'what', 'true', 'counted', 'off by']

/**
 * @param messages of `c-flowcount-cloud`
 * @param events from `trueEvents`; `people` from `readTruth`
 * @param stepMs between two analysed frames: a count of regions is that of the frame before the message's
 * @returns one row for each line and direction, and one for the mean absolute error of the regions
 */
export function flowRows(name, messages, events, people, stepMs) {
  return [...lineRows(name, messages, events), regionRow(name, messages, people, stepMs)]
}

function lineRows(name, messages, events) {
  const sets = messages.filter(({ event_type }) => event_type === LINE_COUNT)
  return LINES.flatMap((line, at) =>
    ['1', '2'].map((side) => {
      const happened = events.filter(
        ({ place, way }) => place === line.name && way.endsWith(`>${side}`),
      ).length
      const counted = sets.reduce((sum, { data }) => sum + data.event_set[at][`side${side}_count`], 0)
      const share = (100 * Math.abs(counted - happened)) / happened
      return [
        name,
        `line ${line.name}, to side ${side}`,
        String(happened),
        String(counted),
        `${share.toFixed(0)} %`,
      ]
    }),
  )
}

function regionRow(name, messages, people, stepMs) {
  const sums = { truth: 0, counted: 0, off: 0, looks: 0 }
  for (const { event_type, data, vigia } of messages) {
    if (event_type !== REGION_COUNT) continue
    const timeMs = vigia.video_time_ms - stepMs
    for (const [at, { points }] of REGIONS.entries()) {
      const there = [...people.values()].filter((steps) => {
        const step = steps.find((one) => Math.abs(one.timeMs - timeMs) < 1)
        return step && isInside(points, footOf(step.box))
      }).length
      const { count } = data.event_set[at]
      sums.truth += there
      sums.counted += count
      sums.off += Math.abs(count - there)
      sums.looks++
    }
  }
  const mean = (sum) => (sum / sums.looks).toFixed(2)
  return [name, 'people in a region, mean', mean(sums.truth), mean(sums.counted), `${mean(sums.off)} people`]
}
