/** The algorithms this platform offers, by service name. */
import type { Algorithm } from './algorithm.js'
import { flowCount } from './flow-count/manifest.js'
import { intrusionDetection } from './intrusion-detection/manifest.js'

export const ALGORITHMS: ReadonlyMap<string, Algorithm> = new Map(
  [flowCount, intrusionDetection].map((algorithm) => [algorithm.serviceName, algorithm]),
)
