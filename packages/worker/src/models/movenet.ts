/** The pose model: where MoveNet comes from, and what is fed to it. */
import type { CatalogueEntry } from './catalogue.js'
import { RAW_PIXELS } from './manifest.js'

/** Of jobs whose algorithm looks at poses; fetched when the first of them starts. */
export const POSE_MODEL = 'movenet-lightning'

/**
 * One body in a square picture of 192×192. On this platform's two ordinary cores one run takes about 8 ms on one idle
 * core. Points of a low score lie anywhere: the threshold is what the model's authors use in their own examples.
 */
export const MOVENET_LIGHTNING: CatalogueEntry = {
  title: 'MoveNet SinglePose Lightning 192×192, the 17 points of a body',
  format: 'tfjs',
  source: {
    package: '@vladmandic/human',
    version: '3.3.6',
    integrity:
      'sha512-Nr5mPfq1gQ+uKeXY5uM3Fj8UxvF5CEh2s6txM5wRThqaW0mF9huooOuZSrT8hhGho0hGaXLFdAwfD/2+teCv6A==',
    bytes: 28_615_417,
    file: 'models/movenet-lightning.json',
    sha256: 'df8cbde44d00f533ccc4916a7c6ebc17316532fb3fadad114ec667fef22872e9',
    beside: [
      {
        file: 'models/movenet-lightning.bin',
        sha256: 'bf97bc10d9c8a11200b0190ed64ce039b6252f1aff7cb552aca99b3d191c2f34',
      },
    ],
  },
  manifest: {
    name: POSE_MODEL,
    licence: 'Apache-2.0',
    attribution:
      'MoveNet SinglePose Lightning v4 by Google (tfhub.dev/google/movenet/singlepose/lightning/4), Apache License 2.0; repackaged in @vladmandic/human (MIT); converted by Vigia from TF.js with 16-bit weights to float ONNX',
    head: 'movenet',
    input: {
      ...RAW_PIXELS,
      name: 'input',
      layout: 'nhwc',
      width: 192,
      height: 192,
      type: 'uint8',
      padValue: 0,
    },
    labels: [],
    threshold: 0.3,
  },
}
