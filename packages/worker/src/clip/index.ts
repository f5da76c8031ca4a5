/** The door of the clips. */
export { ClipMaker, type CopiedAt } from './clip-maker.js'
export { COPY_ARGUMENTS } from './segments.js'
