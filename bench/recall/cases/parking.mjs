/** Abnormal parking: cars that stand at the kerb, among others that drive by. */
import { strip } from '../conditions.mjs'
import { roi, vehicleStays } from '../words.mjs'

const SECONDS = 10
/** The parameter's name is ours: of the published one only the range was seen. */
const THRESHOLD = 'parking_time_threshold'
const region = (scene) => ({ name: 'kerb', points: strip(scene, 0.05, 0.95, 190, 76) })

export default {
  name: 'parking',
  service: 'c-traffic-abnormal-park-cloud',
  scene: (seconds) => ({
    crowd: Math.round(0.1 * seconds),
    cars: Math.round(0.06 * seconds),
    // In each half minute one that stands long enough and one that only lets somebody out.
    acts: Array.from({ length: Math.floor(seconds / 30) }, (_, i) => [
      { kind: 'park', from: 30 * i + 6, until: 30 * i + 22, x: 0.25 },
      { kind: 'park', from: 30 * i + 4.5, until: 30 * i + 9, x: 0.6 },
    ]).flat(),
  }),
  common: (scene) => ({
    [THRESHOLD]: SECONDS,
    event_disappear_alert_sw: 1,
    target_roi: roi({ regions: [region(scene)] }),
  }),
  plan: (scene) => [
    {
      find: 'stay',
      place: 'kerb',
      points: region(scene).points,
      of: ['car'],
      seconds: SECONDS,
      still: true,
      over: true,
    },
  ],
  alarms: vehicleStays(74240, 'kerb', 'vehicles'),
}
