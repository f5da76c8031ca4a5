/** Non-motor vehicles: a bicycle that is parked in a forbidden area. */
import { pavement } from '../conditions.mjs'
import { roi } from '../words.mjs'

const SECONDS = 10
const AREA = 'illegal_area'
const region = (scene) => ({ name: AREA, points: pavement(scene) })

export default {
  name: 'non-motor',
  service: 'c-non-motor-detection-cloud',
  scene: (seconds) => ({
    crowd: Math.round(0.08 * seconds),
    cars: 0,
    acts: Array.from({ length: Math.floor(seconds / 30) }, (_, i) => ({
      kind: 'bicycle',
      from: 30 * i + 6,
      until: 30 * i + 24,
      x: 0.4 + 0.1 * (i % 3),
      lane: 3,
    })),
  }),
  common: (scene) => ({
    illegal_park_alert_threshold: SECONDS,
    event_disappear_alert_sw: 1,
    target_roi: roi({ regions: [region(scene)] }),
  }),
  plan: (scene) => [
    {
      find: 'stay',
      place: AREA,
      points: region(scene).points,
      of: ['bicycle'],
      seconds: SECONDS,
      still: true,
      over: true,
    },
  ],
  alarms: ({ event_type, alarm_type, data, vigia }) =>
    event_type === 1376256
      ? data.event_set.map(({ bounding_box }) => ({
          kind: 'stay',
          place: AREA,
          timeMs: vigia.video_time_ms,
          ...(alarm_type === 1 ? { way: 'over' } : { box: bounding_box }),
        }))
      : [],
}
