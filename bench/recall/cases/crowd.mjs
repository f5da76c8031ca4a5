/** Crowd density: more people on the pavement than allowed. */
import { pavement } from '../conditions.mjs'
import { countError } from '../count-error.mjs'
import { roi } from '../words.mjs'

const MOST = 5
const SAMPLING = 2
const region = (scene) => ({ name: 'pavement', points: pavement(scene) })

export default {
  name: 'crowd',
  service: 'c-crowdcount-cloud',
  scene: (seconds) => ({
    crowd: Math.round(0.35 * seconds),
    cars: 0,
    // A group gathers for a third of the time.
    acts: Array.from({ length: 6 }, (_, i) => ({
      kind: 'stand',
      from: 0.4 * seconds + 0.5 * i,
      until: 0.75 * seconds - 0.5 * i,
      x: 0.3 + 0.07 * i,
      lane: i % 4,
    })),
  }),
  common: (scene) => ({
    alarm_threshold: String(MOST),
    sampling_time_interval: SAMPLING,
    // Ours: every count comes, so that all can be held against the truth.
    report_every_sample_sw: 1,
    target_roi: roi({ regions: [region(scene)] }),
  }),
  plan: (scene) => [
    {
      find: 'more',
      place: 'pavement',
      points: region(scene).points,
      of: ['person'],
      than: MOST,
      seconds: SAMPLING,
    },
  ],
  alarms: ({ event_type, data, vigia }) =>
    event_type === 524288 && data.alarm_type > 0
      ? [{ kind: 'more', place: 'pavement', timeMs: vigia.video_time_ms }]
      : [],
  measure: (messages, labels, scene) =>
    countError('crowd count', messages, labels, {
      of: ['person'],
      points: region(scene).points,
      told: ({ data }) => data.event_set[0].crowd_count,
    }),
}
