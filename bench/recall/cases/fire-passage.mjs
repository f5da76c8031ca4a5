/** Fire passage: cars that stand where the way must be free. */
import { strip } from '../conditions.mjs'
import { roi, vehicleStays } from '../words.mjs'

const SECONDS = 10
const region = (scene) => ({ name: 'passage', points: strip(scene, 0.4, 0.8, 190, 76) })

export default {
  name: 'fire passage',
  service: 'c-fire-exit-occupation-cloud',
  scene: (seconds) => ({
    crowd: Math.round(0.1 * seconds),
    cars: Math.round(0.06 * seconds),
    // In each half minute one car within the passage and one beside it.
    acts: Array.from({ length: Math.floor(seconds / 30) }, (_, i) => [
      { kind: 'park', from: 30 * i + 5, until: 30 * i + 22, x: 0.6 },
      { kind: 'park', from: 30 * i + 6, until: 30 * i + 24, x: 0.2 },
    ]).flat(),
  }),
  common: (scene) => ({
    stacking_occupation_sw: 0,
    vehicle_residence_time: SECONDS,
    event_disappear_alert_sw: 1,
    target_roi: roi({ regions: [region(scene)] }),
  }),
  plan: (scene) => [
    {
      find: 'stay',
      place: 'passage',
      points: region(scene).points,
      of: ['car'],
      seconds: SECONDS,
      still: true,
      over: true,
    },
  ],
  alarms: vehicleStays(1179649, 'passage', 'event_set'),
}
