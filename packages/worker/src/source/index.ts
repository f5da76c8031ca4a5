/** The door of the sources: cameras, streams and files as sampled frames. */
export { isStream } from './address.js'
export { checkFfmpeg } from './check-ffmpeg.js'
export { checkMediaAddress } from './check-media-address.js'
export { AttemptError, type Failure, failure, sentence } from './failure.js'
export { RECONNECT_LADDER_MS } from './ladder.js'
export { pause, waiting } from './pause.js'
export { openSource } from './source.js'
export {
  type Place,
  type Source,
  SourceError,
  type SourceErrorCode,
  type SourceFrame,
  type SourceHandlers,
  type SourceOptions,
  type SourceState,
} from './types.js'
