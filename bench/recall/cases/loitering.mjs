/** Loitering: people who stand in a region for longer than 10 s among those who pass. */
import { strip } from '../conditions.mjs'
import { intrusions, roi } from '../words.mjs'

const SECONDS = 10
const region = (scene) => ({ name: 'shop', points: strip(scene, 0.4, 0.75, 330, 192) })

export default {
  name: 'loitering',
  service: 'c-intrusiondetection-cloud',
  scene: (seconds) => ({
    crowd: Math.round(0.12 * seconds),
    cars: 0,
    // In each half minute two who stay long enough and one who does not.
    acts: Array.from({ length: Math.floor(seconds / 30) }, (_, i) => [
      { kind: 'stand', from: 30 * i + 4, until: 30 * i + 24, x: 0.48, lane: i % 4 },
      { kind: 'stand', from: 30 * i + 6, until: 30 * i + 22, x: 0.58, lane: (i + 1) % 4 },
      { kind: 'stand', from: 30 * i + 8, until: 30 * i + 13, x: 0.68, lane: (i + 2) % 4 },
    ]).flat(),
  }),
  common: (scene) => ({
    line_detection_sw: 0,
    region_detection_sw: 0,
    loitering_detection_sw: 1,
    loitering_time_threshold: SECONDS,
    target_roi: roi({ regions: [region(scene)] }),
  }),
  plan: (scene) => [
    { find: 'stay', place: 'shop', points: region(scene).points, of: ['person'], seconds: SECONDS },
  ],
  alarms: intrusions,
}
