/** The heads by name. */
import type { ModelHead } from '../../models/manifest.js'
import { boxes6 } from './boxes6.js'
import { centernet } from './centernet.js'
import { detr } from './detr.js'
import { end2end } from './end2end.js'
import type { Head } from './head.js'
import { movenet } from './movenet.js'
import { nanodet } from './nanodet.js'
import { ssd } from './ssd.js'
import { yolov8 } from './yolov8.js'
import { yolox } from './yolox.js'

export const HEADS: Readonly<Record<ModelHead, Head>> = {
  ssd,
  yolox,
  yolov8,
  end2end,
  detr,
  nanodet,
  centernet,
  boxes6,
  movenet,
}

export type { Head, HeadOutput, OutputNeed, Reading, ScoredBox } from './head.js'
export { decodeMovenet } from './movenet.js'
