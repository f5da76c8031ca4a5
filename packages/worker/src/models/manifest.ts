/** What the detector must know about a model file. */

export interface ModelInput {
  /** Name of the input in the ONNX graph. */
  name: string
  layout: 'nhwc'
  /** Width and height in pixels; the input is square. */
  size: number
  colour: 'rgb'
  /** Element type fed; values are raw 0-255, any scaling is inside the graph. */
  type: 'uint8' | 'float32'
  /** Content sits at the top left; the rest is filled with this value in all three channels. */
  padValue: number
}

/** How the outputs are read. `ssd`: `boxes` [1, N, 4] as corner fractions x1, y1, x2, y2 and `scores` [1, N, C]. */
export type ModelHead = 'ssd'

export interface ModelManifest {
  name: string
  /** SPDX identifier of the weights' licence. */
  licence: string
  /** Who made the weights and where they came from, as the licence asks to be told. */
  attribution: string
  /** Where the file came from, in words: package, version and path, or an address. */
  source: string
  /** Of the ONNX file, lower-case hex. */
  sha256: string
  head: ModelHead
  input: ModelInput
  /** Label of each score column; null for columns that stand for nothing. */
  labels: (string | null)[]
  /** Score from which a detection is believed by default, 0-1. */
  threshold: number
}
