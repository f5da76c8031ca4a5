/** Shared bicycles: one that is left where it must not stand. */
import { pavement } from '../conditions.mjs'
import { roi } from '../words.mjs'

const SECONDS = 10
const region = (scene) => ({ name: 'illegal01', points: pavement(scene) })

export default {
  name: 'shared bicycle',
  service: 'c-sharedbicycledetection-cloud',
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
    alert_mode: 'single',
    illegal_park_alert_threshold: SECONDS,
    target_roi: roi({ regions: [region(scene)] }),
  }),
  plan: (scene) => [
    {
      find: 'stay',
      place: 'illegal01',
      points: region(scene).points,
      of: ['bicycle'],
      seconds: SECONDS,
      still: true,
    },
  ],
  alarms: ({ event_type, data, vigia }) =>
    event_type === 655360
      ? data.event_set.map(({ bounding_box, polygon_name }) => ({
          kind: 'stay',
          place: polygon_name,
          timeMs: vigia.video_time_ms,
          box: bounding_box,
        }))
      : [],
}
