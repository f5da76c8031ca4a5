/** Model outputs of the `ssd` head to detections. */
import type { Detection } from '@vigia/core'
import { pickCandidates } from './candidates.js'
import { type Corners, suppress } from './suppression.js'

/** Above this overlap two boxes of one class are one object. */
const OVERLAP = 0.5
const MOST_DETECTIONS = 100

export interface SsdOutput {
  /** Row-major [N, 4]: x1, y1, x2, y2 as fractions of the model's input; may reach outside 0-1. */
  boxes: Float32Array
  /** Row-major [N, C]. */
  scores: Float32Array
}

export interface DecodeOptions {
  /** Width and height of the model's input in pixels. */
  inputSize: number
  /** Content in the top left corner of the input, in pixels. */
  width: number
  height: number
  labels: readonly (string | null)[]
  /** Labels wanted; undefined for all. */
  wanted: readonly string[] | undefined
  /** 0-1. */
  minScore: number
}

/** Detections in pixels of the content, clipped to it, best first, at most 100; boxes without area are left out. */
export function decodeSsd(output: SsdOutput, options: DecodeOptions): Detection[] {
  const { labels, wanted, inputSize, width, height } = options
  const columns = [...labels.keys()].filter((column) => isWanted(labels[column], wanted))
  const candidates = pickCandidates(output.scores, labels.length, columns, options.minScore)
  const boxes: { corners: Corners; column: number; score: number }[] = []
  for (const { anchor, column, score } of candidates) {
    const at = anchor * 4
    const corners = {
      x1: clamp(output.boxes[at]! * inputSize, width),
      y1: clamp(output.boxes[at + 1]! * inputSize, height),
      x2: clamp(output.boxes[at + 2]! * inputSize, width),
      y2: clamp(output.boxes[at + 3]! * inputSize, height),
    }
    if (corners.x2 > corners.x1 && corners.y2 > corners.y1) boxes.push({ corners, column, score })
  }
  return suppress(boxes, OVERLAP, MOST_DETECTIONS).map(({ corners: { x1, y1, x2, y2 }, column, score }) => ({
    box: { x: x1, y: y1, w: x2 - x1, h: y2 - y1 },
    label: labels[column]!,
    score,
  }))
}

function isWanted(label: string | null | undefined, wanted: readonly string[] | undefined): boolean {
  return typeof label === 'string' && (wanted === undefined || wanted.includes(label))
}

function clamp(value: number, most: number): number {
  return Math.min(Math.max(value, 0), most)
}
