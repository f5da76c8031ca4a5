/** Object detection. */
export { createDetector, type Detector, DetectorError, type DetectorOptions } from './detector.js'
