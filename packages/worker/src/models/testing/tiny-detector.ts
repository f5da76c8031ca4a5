/** A detector small enough to build in a test: four anchors, two classes, no learning. */
import { encode } from 'flatbuffers/js/flexbuffers.js'
import type { CatalogueEntry } from '../catalogue.js'
import { convertTflite } from '../convert.js'
import { type ModelManifest, RAW_PIXELS } from '../manifest.js'
import { sha256 } from '../open-session.js'
import { buildTflite } from './build-tflite.js'

export const TINY_SIZE = 8

/**
 * An 8×8 picture is averaged in four 4×4 quarters (left to right, top to bottom), each an anchor of half the
 * picture's size. Red speaks for class 0 and blue for class 1: the score is sigmoid((mean - 127) / 16).
 */
export function tinyDetector(): Uint8Array {
  return buildTflite({
    tensors: [
      { shape: [1, 8, 8, 3], type: 'uint8', scale: [1 / 128], zeroPoint: [127] },
      { shape: [1, 2, 2, 3], type: 'float32' },
      // Two 1×1 filters of weight 8: (x - 127) / 128 becomes (x - 127) / 16.
      { shape: [2, 1, 1, 3], type: 'int8', values: [8, 0, 0, 0, 0, 8], scale: [1], zeroPoint: [0] },
      { shape: [2], type: 'float32', values: [0, 0] },
      { shape: [1, 2, 2, 2], type: 'float32' },
      { shape: [1, 4, 2], type: 'float32' },
      { shape: [1, 4, 2], type: 'float32' },
      // Box codes: four filters of weight 0, so every box is its anchor.
      { shape: [4, 1, 1, 3], type: 'int8', values: Array(12).fill(0), scale: [1], zeroPoint: [0] },
      { shape: [4], type: 'float32', values: [0, 0, 0, 0] },
      { shape: [1, 2, 2, 4], type: 'float32' },
      { shape: [1, 4, 4], type: 'float32' },
      {
        shape: [4, 4],
        type: 'float32',
        values: [0.25, 0.25, 0.5, 0.5, 0.25, 0.75, 0.5, 0.5, 0.75, 0.25, 0.5, 0.5, 0.75, 0.75, 0.5, 0.5],
      },
      { shape: [1, 1, 4], type: 'float32' },
    ],
    operators: [
      {
        code: 1,
        inputs: [0],
        outputs: [1],
        options: [
          [0, 1],
          [1, 4],
          [2, 4],
          [3, 4],
          [4, 4],
        ],
      },
      {
        code: 3,
        inputs: [1, 2, 3],
        outputs: [4],
        options: [
          [0, 1],
          [1, 1],
          [2, 1],
        ],
      },
      { code: 22, inputs: [4], outputs: [5] },
      { code: 14, inputs: [5], outputs: [6] },
      {
        code: 3,
        inputs: [1, 7, 8],
        outputs: [9],
        options: [
          [0, 1],
          [1, 1],
          [2, 1],
        ],
      },
      { code: 22, inputs: [9], outputs: [10] },
      {
        code: 'TFLite_Detection_PostProcess',
        inputs: [10, 6, 11],
        outputs: [12],
        customOptions: encode({ x_scale: 1, y_scale: 1, w_scale: 1, h_scale: 1, num_classes: 2 }),
      },
    ],
    inputs: [0],
    outputs: [12],
  })
}

export const TINY_MANIFEST: ModelManifest = {
  name: 'tiny',
  licence: 'Apache-2.0',
  attribution: 'made by a test',
  source: 'made by a test',
  // Of the file that the conversion gives.
  sha256: sha256(convertTflite(tinyDetector(), 'tiny')),
  head: 'ssd',
  input: {
    name: 'input',
    layout: 'nhwc',
    width: TINY_SIZE,
    height: TINY_SIZE,
    type: 'uint8',
    ...RAW_PIXELS,
    padValue: 127,
  },
  labels: ['person', 'car'],
  threshold: 0.9,
}

/** A catalogue of the tiny detector alone. */
export function tinyCatalogue(sha256: string): Map<string, CatalogueEntry> {
  const { sha256: _, source: __, ...manifest } = TINY_MANIFEST
  const source = {
    package: 'tiny',
    version: '1.0.0',
    integrity: '',
    bytes: 1000,
    file: 'tiny.tflite',
    sha256,
  }
  return new Map([['tiny', { title: 'Tiny', source, manifest }]])
}
