/** The door of the background model: from small pictures to things that were put down. */
export { reduceLuma, reductionFor } from './reduce.js'
export { MOST_THINGS, StillThings, type StillThingsOptions } from './still-things.js'
