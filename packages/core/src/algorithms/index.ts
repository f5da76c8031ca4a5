/** The algorithms that come with this platform, by service name. */
import type { Algorithm } from './algorithm.js'
import { FOLDERS } from './folders.js'

export const ALGORITHMS: ReadonlyMap<string, Algorithm> = new Map(
  FOLDERS.flat().map((algorithm) => [algorithm.serviceName, algorithm]),
)
