/** Key post: a post that must have one person, and is left for a while. */
import { strip } from '../conditions.mjs'
import { roi } from '../words.mjs'

const SECONDS = 3
const region = (scene) => ({ name: 'post', points: strip(scene, 0.35, 0.65, 330, 192) })

export default {
  name: 'key post',
  service: 'c-staffonduty-cloud',
  scene: (seconds) => ({
    crowd: 0,
    cars: Math.round(0.05 * seconds),
    acts: Array.from({ length: Math.floor(seconds / 30) }, (_, i) => ({
      kind: 'stand',
      from: 30 * i + 6,
      until: 30 * i + 20,
      x: 0.5,
      lane: i % 4,
    })),
  }),
  common: (scene) => ({
    key_region_detect_interval: 1,
    key_region_detect_threshold: SECONDS,
    key_region_person_count: 1,
    target_roi: roi({ regions: [region(scene)] }),
  }),
  plan: (scene) => [
    { find: 'fewer', place: 'post', points: region(scene).points, of: ['person'], than: 1, seconds: SECONDS },
  ],
  alarms: ({ event_type, vigia }) =>
    event_type === 458752 ? [{ kind: 'fewer', place: 'post', timeMs: vigia.video_time_ms }] : [],
}
