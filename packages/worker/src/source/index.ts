/** The door of the sources: cameras, streams and files as sampled frames. */
export { checkFfmpeg } from './check-ffmpeg.js'
export { checkMediaAddress } from './check-media-address.js'
export { openSource } from './source.js'
export {
  type Source,
  SourceError,
  type SourceErrorCode,
  type SourceFrame,
  type SourceHandlers,
  type SourceOptions,
  type SourceState,
} from './types.js'
