/** Facts about things that were put down: the luma of each frame, made small, goes through the background model. */
import { type AnalysedFrame, reduceLuma, reductionFor, type StillThing, StillThings } from '@vigia/core'
import type { SourceFrame } from '../source/index.js'
import type { FactMaker } from './analysis.js'

/** Rows of the picture that a least size is told for. */
const FULL_ROWS = 1080

export class StillThingMaker implements FactMaker {
  private model: StillThings | undefined
  private size = ''

  /** @param leastSide the shorter side of a thing's box, pixels of a frame 1080 rows high */
  constructor(
    private readonly leastSide: number,
    private readonly detectionIdFor: (thingId: number) => string,
  ) {}

  add({ yuv }: Pick<SourceFrame, 'yuv'>, analysed: AnalysedFrame): void {
    const { width, height, objects, videoTimeMs } = analysed
    const factor = reductionFor(height)
    const picture = reduceLuma(yuv, width, height, factor)
    const model = this.modelFor(picture.width, picture.height, (this.leastSide * height) / FULL_ROWS / factor)
    const movers = objects.map(({ box }) => scaled(box, 1 / factor))
    analysed.stillThings = model
      .look(picture, movers, videoTimeMs)
      .map((thing) => ({ ...thing, box: scaled(thing.box, factor) }))
  }

  /** A thing that stands there makes no motion, and time goes on for it all the same. */
  hold(frame: Pick<SourceFrame, 'yuv'>, analysed: AnalysedFrame): void {
    this.add(frame, analysed)
  }

  private modelFor(width: number, height: number, leastSide: number): StillThings {
    const size = `${width}x${height}`
    if (!this.model || size !== this.size) {
      this.size = size
      this.model = new StillThings(width, height, { leastSide, detectionIdFor: this.detectionIdFor })
    }
    return this.model
  }
}

function scaled({ x, y, w, h }: StillThing['box'], by: number): StillThing['box'] {
  return { x: x * by, y: y * by, w: w * by, h: h * by }
}
