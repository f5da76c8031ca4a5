/** The streams that a camera offers of one picture, and which of them is analysed. Pure. */

export const STREAM_NAMES = ['main', 'sub1', 'sub2'] as const
export type StreamName = (typeof STREAM_NAMES)[number]

/** One stream of a camera. Size, pace and coding are known where somebody has told them. */
export interface CameraStream {
  name: StreamName
  /** `rtsp://…`, credentials included; never shown or logged unmasked. */
  url: string
  /** Pixels. */
  width?: number
  height?: number
  /** Frames a second. */
  fps?: number
  /** As ONVIF spells it: `H264`, `H265`, `JPEG` … */
  codec?: string
}

/** What its user wants analysed: `auto` leaves it to `chooseStream`. */
export const STREAM_CHOICES = ['auto', ...STREAM_NAMES] as const
export type StreamChoice = (typeof STREAM_CHOICES)[number]

/** Frames a second of a job that asks for none. */
const USUAL_FPS = 5
/** Wide pictures of so many rows have 640 columns: detectors look at squares of 320 to 448, and see no less in them. */
const LEAST_HEIGHT = 360
const CODECS = /^h\.?26[45]$|^hevc$/i

/**
 * The smallest stream that is still large enough: of known size with at least 360 rows, with as many frames a second as
 * are sampled, in H.264 or H.265. Decoding costs as the pixels do, and a detector looks at a small picture anyway. Where
 * none is known to be that, the main stream is read; so is a stream that is wanted and not there.
 * @param streams at least one
 * @param fps frames a second that the analysis samples
 */
export function chooseStream<S extends CameraStream>(
  streams: readonly S[],
  choice: StreamChoice,
  fps: number = USUAL_FPS,
): S {
  const main = streams.find(({ name }) => name === 'main') ?? streams[0]!
  if (choice !== 'auto') return streams.find(({ name }) => name === choice) ?? main
  return streams
    .filter((stream) => isLargeEnough(stream, fps))
    .reduce((best, stream) => (pixels(stream) < pixels(best) ? stream : best), main)
}

const isLargeEnough = (stream: CameraStream, fps: number): boolean =>
  stream.width !== undefined &&
  (stream.height ?? 0) >= LEAST_HEIGHT &&
  (stream.fps === undefined || stream.fps >= fps) &&
  (stream.codec === undefined || CODECS.test(stream.codec))

/** A main stream of unknown size is larger than any. */
const pixels = ({ width, height }: CameraStream): number =>
  width === undefined || height === undefined ? Number.POSITIVE_INFINITY : width * height
