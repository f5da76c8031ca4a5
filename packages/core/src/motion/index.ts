/** Motion: whether a frame is worth looking at. */
export { type Decision, MotionGate } from './gate.js'
export { type LumaBlocks, lumaBlocks } from './luma.js'
