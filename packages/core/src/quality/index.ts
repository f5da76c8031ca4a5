/** The door of picture quality: from small pictures to findings. */
export { FINDINGS, type Finding, LIMITS } from './findings.js'
export { judge } from './judge.js'
export { Look, type Measured } from './measure.js'
export { type Memory, packMemory, remember, unpackMemory } from './memory.js'
export { type SmallPicture, smallPicture } from './picture.js'
