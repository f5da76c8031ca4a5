/** Abandoned object: a bag that its owner leaves on the pavement. */
import { pavement } from '../conditions.mjs'
import { roi } from '../words.mjs'

const SECONDS = 10
/** `owner_distance`, by default. */
const OWNER_HEIGHTS = 1.5
const region = (scene) => ({ name: 'pavement', points: pavement(scene) })
/** 46 pixels of 720 rows in the usual view are 69 of 1080; the least size that may be asked for is 50. */
const TOO_SMALL = 'the bag is smaller there than the least size that may be asked for'

export default {
  name: 'abandoned object',
  service: 'c-abandon-detection-cloud',
  without: { far: TOO_SMALL },
  // The first seconds are empty: the background has to be learned.
  scene: (seconds) => ({
    crowd: Math.round(0.08 * seconds),
    cars: Math.round(0.05 * seconds),
    acts: Array.from({ length: Math.floor(seconds / 30) }, (_, i) => ({
      kind: 'bag',
      from: 30 * i + 8,
      until: 30 * i + 25,
      x: 0.35 + 0.1 * (i % 4),
      lane: i % 4,
    })),
  }),
  common: (scene) => ({
    alert_time_threshold: SECONDS,
    alert_detection_interval: 1,
    target_roi: roi({ regions: [region(scene)] }),
  }),
  plan: (scene) => [
    {
      find: 'stay',
      place: 'pavement',
      points: region(scene).points,
      of: ['bag'],
      seconds: SECONDS,
      alone: OWNER_HEIGHTS,
    },
  ],
  alarms: ({ event_type, data, vigia }) =>
    event_type === 327680
      ? data.event_set.map(({ bounding_box }) => ({
          kind: 'stay',
          place: 'pavement',
          timeMs: vigia.video_time_ms,
          box: bounding_box,
        }))
      : [],
}
