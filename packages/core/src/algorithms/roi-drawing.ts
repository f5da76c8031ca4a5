/** Turns lines and regions into what is drawn on a picture. */
import type { TargetRoi } from '../geometry/target-roi.js'
import type { Drawing } from '../results/drawing.js'

export function drawRoi({ lines, polygons }: TargetRoi): Drawing {
  return {
    boxes: [],
    lines: lines.map(({ points, name }) => ({ points, ...(name === undefined ? {} : { name }) })),
    polygons: polygons.map(({ points, name }) => ({ points, ...(name === undefined ? {} : { name }) })),
  }
}
