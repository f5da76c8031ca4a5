/** What is watched on the PETS09-S2L1 view, drawn where people walk before any result was looked at. */

/** Frames a second of the footage; frame 1 of the truth is its first frame. */
export const FPS = 10
export const WIDTH = 768
export const HEIGHT = 576

/** Two lines across the ways and two regions on the ground, pixels of the 768 × 576 frame. */
export const LINES = [
  // The path on the left, from the tape to the lawn.
  { name: 'path', from: [330, 200], to: [330, 330] },
  // Level, across the road that leads away from the crossroads to the upper right.
  { name: 'road', from: [470, 250], to: [720, 250] },
]

export const REGIONS = [
  // The crossroads, all of it tarmac.
  {
    name: 'crossroads',
    points: [
      [450, 260],
      [640, 260],
      [640, 390],
      [450, 340],
    ],
  },
  // The lawn, where nobody should walk: from the lower edge of the path to the frame's.
  {
    name: 'lawn',
    points: [
      [0, 260],
      [160, 280],
      [330, 330],
      [560, 420],
      [767, 500],
      [767, 575],
      [0, 575],
    ],
  },
]

/** `target_roi` of the job. Each side of each line has its own name, so that an alarm tells its line. */
export function targetRoi() {
  return JSON.stringify({
    lines: LINES.map(({ name, from, to }) => ({
      data: [from, to],
      name,
      properties: { side1_name: `${name}:1`, side2_name: `${name}:2` },
    })),
    polygons: REGIONS.map(({ name, points }) => ({ data: points, name })),
  })
}
