/** Reads the text files of MOTChallenge 2015: `frame, id, left, top, width, height, confidence, …`. */
import type { BoundingBox } from '@vigia/core'

export interface MotRow {
  /** From 1. */
  frame: number
  /** -1 in files of detections. */
  id: number
  /** Pixels of the source frame. */
  box: BoundingBox
  /** Of a detection its score; of a label 0 where the box is not to be counted. */
  confidence: number
}

/** @throws Error naming the line that has no seven numbers */
export function readMot(text: string): MotRow[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line, index) => {
      const numbers = line.split(',').slice(0, 7).map(Number)
      if (numbers.length < 7 || !numbers.every(Number.isFinite))
        throw new Error(
          `row ${index + 1}: give frame, id, left, top, width, height and confidence, not ${line}`,
        )
      const [frame, id, x, y, w, h, confidence] = numbers as [
        number,
        number,
        number,
        number,
        number,
        number,
        number,
      ]
      return { frame, id, box: { x, y, w, h }, confidence }
    })
}
