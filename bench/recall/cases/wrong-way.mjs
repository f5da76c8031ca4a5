/** Wrong way: cars that drive to the left on a road that leads to the right. */
import { place, road } from '../conditions.mjs'

const region = (scene) => ({ name: 'road', points: road(scene, 0.05, 0.95) })

export default {
  name: 'wrong way',
  service: 'c-retrograde-cloud',
  scene: (seconds) => ({
    crowd: Math.round(0.1 * seconds),
    cars: 0,
    acts: Array.from({ length: Math.floor(seconds / 15) }, (_, i) =>
      i % 2 === 0
        ? { kind: 'wrong-way', at: 15 * i + 7 }
        : { kind: 'park', from: 15 * i + 4, until: 15 * i + 5, x: 0.5 },
    ),
  }),
  common: (scene) => ({
    target_roi: JSON.stringify({
      lines: [{ name: 'way', data: [place(scene, 0.2, 80), place(scene, 0.8, 80)] }],
      polygons: [{ name: 'road', data: region(scene).points }],
    }),
  }),
  plan: (scene) => [
    { find: 'against', place: 'road', points: region(scene).points, of: ['car'], way: [1, 0] },
  ],
  alarms: ({ event_type, data, vigia }) =>
    event_type === 75009
      ? data.vehicles.map(({ bounding_box }) => ({
          kind: 'against',
          place: 'road',
          timeMs: vigia.video_time_ms,
          box: bounding_box,
        }))
      : [],
}
