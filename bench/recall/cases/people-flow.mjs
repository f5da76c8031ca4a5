/** People flow: counts at a line per direction, and people in a region. */
import { place, strip } from '../conditions.mjs'
import { countError } from '../count-error.mjs'
import { roi } from '../words.mjs'

const [LINE_COUNT, REGION_COUNT] = [131073, 131074]
const INTERVAL = 1
const line = (scene) => ({ name: 'middle', points: [place(scene, 0.51, 332), place(scene, 0.49, 190)] })
const region = (scene) => ({ name: 'pavement', points: strip(scene, 0.2, 0.8, 330, 192) })

export default {
  name: 'people flow',
  service: 'c-flowcount-cloud',
  scene: (seconds) => ({ crowd: Math.round(0.4 * seconds), cars: Math.round(0.05 * seconds) }),
  common: (scene) => ({
    line_count_interval: INTERVAL,
    region_count_interval: INTERVAL,
    target_roi: roi({ lines: [line(scene)], regions: [region(scene)] }),
  }),
  plan: (scene) => [{ find: 'line', place: 'middle', points: line(scene).points, of: ['person'] }],
  /** Each of a count's people is an alarm in the middle of the interval. */
  alarms: ({ event_type, data, vigia }) => {
    if (event_type !== LINE_COUNT) return []
    const [{ side1_count, side2_count }] = data.event_set
    const one = (way) => ({
      kind: 'line',
      place: 'middle',
      way,
      timeMs: vigia.video_time_ms - data.interval * 500,
    })
    return [
      ...Array.from({ length: side1_count }, () => one('2>1')),
      ...Array.from({ length: side2_count }, () => one('1>2')),
    ]
  },
  measure: (messages, labels, scene) =>
    countError(
      'people in region',
      messages.filter(({ event_type }) => event_type === REGION_COUNT),
      labels,
      {
        of: ['person'],
        points: region(scene).points,
        told: ({ data }) => data.event_set[0].count,
        // The message comes with the first frame after its interval, and tells of the one before.
        lateMs: 1,
      },
    ),
}
