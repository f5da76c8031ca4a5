/** What is seen in one frame: every detector that the run has looks at it. */
import type { Detection } from '@vigia/core'
import type { Detector } from '../inference/index.js'
import type { SourceFrame } from '../source/index.js'

export interface Eyes {
  /** Detections in pixels of the source; may be asked about the next frame before this one is judged. */
  look(frame: SourceFrame): Promise<Detection[]>
}

/** A detector, and the labels that it is there for: another one may know some of its labels better. */
export interface Eye {
  detector: Pick<Detector, 'detect'>
  labels: readonly string[]
}

/** @param minScore detections below it are not even offered to the tracker's second stage; 0-1 */
export function wholeFrameEyes(eyes: readonly Eye[], minScore: number): Eyes {
  const wanted = eyes.map(({ detector, labels }) => ({ detector, labels: new Set(labels) }))
  return {
    async look(frame) {
      const { data, width, height } = frame.detector
      const found = await Promise.all(
        wanted.map(async ({ detector, labels }) =>
          (await detector.detect(data, width, height, minScore)).filter(({ label }) => labels.has(label)),
        ),
      )
      const [sx, sy] = [frame.width / width, frame.height / height]
      return found.flat().map((d) => ({ ...d, box: scaled(d.box, sx, sy) }))
    },
  }
}

function scaled({ x, y, w, h }: Detection['box'], sx: number, sy: number): Detection['box'] {
  return { x: x * sx, y: y * sy, w: w * sx, h: h * sy }
}
