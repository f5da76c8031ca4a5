/** The door of the looks: a few seconds of a source, judged, and the rounds over all that are due. */
export { LiveViews, type LiveViewsDeps } from './live-views.js'
export { lookAt, type ViewDeps } from './look-at.js'
export { Rounds, type RoundsDeps } from './rounds.js'
