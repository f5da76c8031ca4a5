/**
 * `movenet`: the pose of one person in the middle of the picture, `output_0` [1, 1, 17, 3]: for each of COCO's points,
 * in their order, y and x as fractions of the input, and a score.
 */
import { KEYPOINTS, type Pose } from '@vigia/core'
import type { PoseHead } from './head.js'

/** @param width and height, of what the fractions are of, in the pixels wanted */
export function decodeMovenet(output: Float32Array, width: number, height: number): Pose {
  return Array.from({ length: KEYPOINTS }, (_, i) => ({
    x: output[i * 3 + 1]! * width,
    y: output[i * 3]! * height,
    score: output[i * 3 + 2]!,
  }))
}

export const movenet: PoseHead = {
  kind: 'pose',
  options: {},
  needs: () => [
    { role: 'output_0', shapes: [[1, 1, KEYPOINTS, 3]], because: `${KEYPOINTS} points of y, x, score` },
  ],
  decode: ({ output_0 }, { width, height }) => decodeMovenet(output_0!.data, width, height),
}
