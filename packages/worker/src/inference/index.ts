/** Object detection. */
export { type Capacity, measureCapacity } from './capacity.js'
export { createDetector, type Detector, DetectorError, type DetectorOptions } from './detector.js'
export { createPoseEstimator, type PoseEstimator, type PoseEstimatorOptions } from './pose-estimator.js'
