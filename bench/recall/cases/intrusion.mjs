/** Intrusion: people and cars that cross a line, come into a region and leave it. */
import { place, strip } from '../conditions.mjs'
import { intrusions, roi } from '../words.mjs'

const watched = (scene) => ({
  lines: [
    { name: 'path', points: [place(scene, 0.36, 332), place(scene, 0.34, 190)], of: ['person'] },
    { name: 'lane', points: [place(scene, 0.4, 160), place(scene, 0.4, 4)], of: ['car'] },
  ],
  regions: [
    { name: 'gate', points: strip(scene, 0.55, 0.78, 330, 192), of: ['person'] },
    // The far half of the pavement: whoever walks on the near half passes by outside.
    { name: 'wall', points: strip(scene, 0.08, 0.28, 330, 254), of: ['person'] },
    { name: 'bend', points: strip(scene, 0.6, 0.8, 160, 4), of: ['car'] },
  ],
})

export default {
  name: 'intrusion',
  service: 'c-intrusiondetection-cloud',
  scene: (seconds) => ({ crowd: Math.round(0.3 * seconds), cars: Math.round(0.1 * seconds) }),
  common: (scene) => ({ car_detection_sw: 1, target_roi: roi(watched(scene)) }),
  plan: (scene) => {
    const { lines, regions } = watched(scene)
    return [
      ...lines.map(({ name, points, of }) => ({ find: 'line', place: name, points, of })),
      ...regions.map(({ name, points, of }) => ({ find: 'region', place: name, points, of })),
    ]
  },
  // People who step over the line of the cars, or cars over that of the people, are events nobody has planned: none do.
  alarms: intrusions,
}
