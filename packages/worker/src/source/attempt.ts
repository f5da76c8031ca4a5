/** One attempt: one decoder from its start to its end, watched for silence. */
import { startChild } from './child.js'
import { decoderArguments, fitInto, yuvBytes } from './decoder-arguments.js'
import { AttemptError, cutByNetwork, explain, failure, silence } from './failure.js'
import { FrameAssembler, type RawFrame } from './frame-assembler.js'
import type { PreparedInput } from './input.js'
import { PACKET_INPUT, startFedDecoder } from './packets/fed-decoder.js'
import type { PacketGate } from './packets/packet-gate.js'
import { PicturePipe } from './picture-pipe.js'
import type { PictureSize } from './probe.js'
import type { SourceOptions } from './types.js'

export interface AttemptPort {
  /** True when the reader is behind and the decoder must wait. */
  full(): boolean
  /** Calls back once there is room again. */
  whenRoom(act: () => void): void
  /** Memory for pictures; it need not be empty. */
  memory: { full(bytes: number): Uint8Array; small(bytes: number): Uint8Array }
  frame(raw: RawFrame, small: PictureSize): void
  /** Where the stream may sleep: told what puts it to sleep, and what came of it. */
  sleeping?: {
    begun(gate: PacketGate): void
    onCatchUp(isBehind: boolean): void
    onUnfit(reason: string): void
    /** It cannot even be read in packets. */
    onUnreadable(): void
  }
}

/** Before and between frames of a file on a busy machine lie more seconds than a camera may be silent. */
const FILE_PATIENCE = 6

/**
 * Resolves when the source came to its natural end.
 * @throws AttemptError for every other end.
 */
export async function decode(
  input: PreparedInput,
  size: PictureSize,
  options: SourceOptions,
  port: AttemptPort,
  signal: AbortSignal,
  copyTo?: string,
): Promise<void> {
  const small = fitInto(size, options.detectorSize)
  const patienceMs = input.frameTimeoutMs * (input.live ? 1 : FILE_PATIENCE)
  let frames = 0
  let silent = false
  let over = false
  let timer: NodeJS.Timeout | undefined
  const watch = () => {
    clearTimeout(timer)
    // Room may be reported after the decoder has gone.
    if (over) return
    timer = setTimeout(() => {
      silent = true
      stop()
    }, patienceMs)
  }
  const cutters = {
    yuv: { bytes: yuvBytes(size), memory: port.memory.full },
    rgb: { bytes: small.width * small.height * 3, memory: port.memory.small },
  }
  const assembler = new FrameAssembler(cutters, (raw) => {
    frames++
    port.frame(raw, small)
    watch()
    if (!port.full()) return
    // A decoder that waits for us is not silent.
    clearTimeout(timer)
    assembler.pause()
    port.whenRoom(() => {
      watch()
      assembler.resume()
    })
  })

  const full = await PicturePipe.open(assembler.full, input.live)
  const smallPipe = await PicturePipe.open(assembler.small, input.live)
  const copy = copyTo === undefined ? [] : (options.copy?.args ?? [])
  const { ffmpegPath, fps } = options
  const pictures = { full, small: smallPipe }
  const { sleeping } = port
  const fed = sleeping
    ? startFedDecoder(input, pictures, {
        ffmpegPath,
        decoder: decoderArguments(PACKET_INPUT, size, small, fps),
        copy,
        copyTo,
        gate: { fps, onCatchUp: sleeping.onCatchUp, onUnfit: sleeping.onUnfit },
      })
    : undefined
  if (fed) sleeping?.begun(fed.gate)
  const args = [...decoderArguments(input.args, size, small, fps), ...copy]
  const child = fed ?? startChild(ffmpegPath, args, input, pictures, copyTo)
  const stop = () => {
    full.close()
    smallPipe.close()
    void child.kill()
  }
  signal.addEventListener('abort', stop, { once: true })
  if (signal.aborted) stop()
  watch()
  assembler.read({ full, small: smallPipe, times: child.text })
  const [code] = await Promise.all([child.exited, full.ended, smallPipe.ended])
  over = true
  clearTimeout(timer)
  signal.removeEventListener('abort', stop)
  if (signal.aborted) return
  if (fed && (fed.isUnreadable() || (frames === 0 && fed.gate.counters.handed > 0))) sleeping?.onUnreadable()
  if (silent) throw new AttemptError(input.fault() ?? silence(input))
  const fault = input.fault()
  if (fault?.retry === 'never') throw new AttemptError(fault)
  if (input.live)
    throw new AttemptError(
      code === 0 && !fault
        ? failure('SOURCE.ENDED', 'the stream ended', 'always')
        : explain(input, child.log),
    )
  if (!input.local && (cutByNetwork(child.log) || fault))
    throw new AttemptError(explain(input, child.log, frames > 0))
  // A damaged file: what could be decoded was analysed, and that is its end. Without any frame it is no video.
  if (frames === 0)
    throw new AttemptError(
      child.log.length > 0
        ? explain(input, child.log)
        : failure('SOURCE.NOT_VIDEO', 'no picture in it could be decoded', 'live'),
    )
}
