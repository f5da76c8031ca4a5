/** Vehicle detection: each car that comes over the line. All drive to the right, so the way is not told apart. */
import { place, road } from '../conditions.mjs'

const line = (scene) => [place(scene, 0.5, 188), place(scene, 0.5, 4)]

export default {
  name: 'vehicles',
  service: 'c-vehicle-detection-cloud',
  scene: (seconds) => ({ crowd: Math.round(0.1 * seconds), cars: Math.round(0.15 * seconds) }),
  common: (scene) => ({
    target_roi: JSON.stringify({
      lines: [{ name: 'line', data: line(scene), properties: { type: 0 } }],
      polygons: [{ name: 'road', data: road(scene) }],
    }),
  }),
  plan: (scene) => [{ find: 'line', place: 'line', points: line(scene), of: ['car'] }],
  alarms: ({ event_type, data, vigia }) =>
    event_type === 75008
      ? data.vehicles.map(({ bounding_box }) => ({
          kind: 'line',
          place: 'line',
          way: '1>2',
          timeMs: vigia.video_time_ms,
          box: bounding_box,
        }))
      : [],
  /** How many were told as the cars they are. */
  measure: (messages) => {
    const types = messages.flatMap(({ data }) => data.vehicles.map(({ vehicle_type }) => vehicle_type))
    return `${types.filter((type) => type === 0).length} of ${types.length} told as cars`
  },
}
