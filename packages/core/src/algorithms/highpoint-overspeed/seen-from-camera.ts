/** Where a point of the road is seen in the picture: the other way round than the rule goes, for its tests. */
import type { Point } from '../../geometry/box.js'
import type { Calibration } from './calibration.js'

/** @param ground metres to the right of the camera, and ahead of it */
export function pixelOf(
  { heightM, tiltDeg, rollDeg, fieldDeg, distortion }: Calibration,
  width: number,
  height: number,
  [right, ahead]: Point,
): Point {
  const [tilt, roll, field] = [tiltDeg, rollDeg, fieldDeg].map((degrees) => (degrees * Math.PI) / 180) as [
    number,
    number,
    number,
  ]
  // The three axes of a camera that is tilted, then rolled, in world coordinates (right, down, ahead).
  const forward = [0, Math.sin(tilt), Math.cos(tilt)]
  const level = [0, Math.cos(tilt), -Math.sin(tilt)]
  const toRight = [Math.cos(roll), Math.sin(roll) * level[1]!, Math.sin(roll) * level[2]!]
  const toBottom = [-Math.sin(roll), Math.cos(roll) * level[1]!, Math.cos(roll) * level[2]!]
  const point = [right, heightM, ahead]
  const along = (axis: number[]) => axis.reduce((sum, value, i) => sum + value * point[i]!, 0)
  const [x, y] = [along(toRight) / along(forward), along(toBottom) / along(forward)]
  // The distortion is given for the way from the picture to the ray; here it is undone step by step.
  let [xd, yd] = [x, y]
  for (let i = 0; i < 50; i++) {
    const straighten = 1 + distortion * (xd * xd + yd * yd)
    ;[xd, yd] = [x / straighten, y / straighten]
  }
  const focal = height / 2 / Math.tan(field / 2)
  return [width / 2 + xd * focal, height / 2 + yd * focal]
}
