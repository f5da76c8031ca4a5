/** Algorithms that do not come with the platform. */
export { type AddedAlgorithm, findAlgorithms } from './find-algorithms.js'
