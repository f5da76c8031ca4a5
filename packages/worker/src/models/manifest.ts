/** What must be known about a model file to feed it and to read what it says. */

/** Order of the input's axes: rows of pixels (`nhwc`) or a plane for each colour (`nchw`). */
export type Layout = 'nhwc' | 'nchw'

/** Element types that the input may have. Whole-number types get rounded values, clipped to what they can hold. */
export const ELEMENT_TYPES = ['uint8', 'int8', 'int32', 'float16', 'float32'] as const
export type ElementType = (typeof ELEMENT_TYPES)[number]

/**
 * How a picture gets into the input. `letterbox-…`: scaled with its shape kept until it fits, at the top left or in the
 * middle, the rest filled with `padValue`. `stretch`: scaled to fill the input, its shape lost.
 */
export const PLACEMENTS = ['letterbox-top-left', 'letterbox-centre', 'stretch'] as const
export type Placement = (typeof PLACEMENTS)[number]

/** One number for each colour, in the order that `colour` says. */
export type PerChannel = readonly [number, number, number]

export interface ModelInput {
  /** Name of the input in the ONNX graph. */
  name: string
  layout: Layout
  /** Pixels; a square is not required. */
  width: number
  height: number
  colour: 'rgb' | 'bgr'
  type: ElementType
  /** The value fed for a pixel of 0-255 is (pixel × scale − mean) / std. */
  scale: number
  mean: PerChannel
  std: PerChannel
  placement: Placement
  /** 0-255, a pixel value as those of the picture are: it is scaled like them. */
  padValue: number
}

/** Raw pixels at the top left: what networks take that do all arithmetic inside the graph. */
export const RAW_PIXELS = {
  colour: 'rgb',
  scale: 1,
  mean: [0, 0, 0],
  std: [1, 1, 1],
  placement: 'letterbox-top-left',
} as const satisfies Partial<ModelInput>

/** How the outputs are read: one file each in `inference/heads`. */
export const MODEL_HEADS = [
  'ssd',
  'yolox',
  'yolov8',
  'end2end',
  'detr',
  'nanodet',
  'centernet',
  'boxes6',
  'movenet',
] as const
export type ModelHead = (typeof MODEL_HEADS)[number]

/** What a head may be told beside the labels; each head takes some of them and says which in its file. */
export interface HeadOptions {
  /** ssd, centernet (`decoded`), boxes6: what a box of the whole input is, 1 or its size in pixels. */
  unit?: 'fractions' | 'pixels'
  /** ssd: the order of a box's four numbers. */
  box?: 'xyxy' | 'yxyx' | 'cxcywh'
  /** end2end, boxes6, centernet (`decoded`): what the six columns hold, in order. */
  columns?: readonly string[]
  /** yolox: true when the graph has put the boxes on their grid already. */
  decoded?: boolean
  /** yolox, nanodet: pixels of the input in one cell of each level's grid. */
  strides?: readonly number[]
  /** detr: `sized`, `sigmoid`, `softmax`; nanodet: `joined`, `levels`; centernet: `maps`, `decoded`. */
  form?: string
  /** nanodet: where in its cell a point lies, 0 (its corner) or 0.5 (its middle). */
  point?: number
  /** yolox, yolov8, nanodet, centernet: whether the scores still need it. */
  activation?: 'none' | 'sigmoid'
}

export interface ModelManifest {
  name: string
  /** A line for lists; made from head and labels when left out. */
  title?: string
  /** SPDX identifier of the weights' licence. */
  licence: string
  /** Who made the weights and where they came from, as the licence asks to be told. */
  attribution: string
  /** Where the file came from, in words: package, version and path, or an address. */
  source: string
  /** Of the ONNX file, lower-case hex. */
  sha256: string
  head: ModelHead
  options?: HeadOptions
  /** The graph's name for an output, by the name the head has for it; the head's own names when left out. */
  outputs?: Readonly<Record<string, string>>
  input: ModelInput
  /** Label of each class column; null for columns that stand for nothing. None for a pose. */
  labels: (string | null)[]
  /** Score from which a detection is believed by default, 0-1. */
  threshold: number
  /** Two boxes of a class that overlap more are one object, 0-1 (IoU); the head's own when left out. */
  overlap?: number
}
