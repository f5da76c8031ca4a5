/** The folders of algorithms; written by `npm run algorithms`. */
import type { Algorithm } from './algorithm.js'
import { services as flowCount } from './flow-count/manifest.js'
import { services as intrusionDetection } from './intrusion-detection/manifest.js'

export const FOLDERS: readonly (readonly Algorithm[])[] = [
  flowCount,
  intrusionDetection,
]
