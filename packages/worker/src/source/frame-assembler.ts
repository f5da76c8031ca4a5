/** Cuts the decoder's three pipes into frames: full picture, detector's picture and time belong together by order. */
import type { Readable } from 'node:stream'
import type { PicturePipe, PictureSink } from './picture-pipe.js'

export interface RawFrame {
  ptsMs: number
  yuv: Uint8Array
  rgb: Uint8Array
}

export interface CutterOptions {
  /** Of one picture; all have the same. */
  bytes: number
  /** Gives memory for the next picture; it need not be empty. */
  memory(bytes: number): Uint8Array
}

/** Cuts one pipe of pictures. */
export class PictureCutter implements PictureSink {
  private current: Uint8Array | undefined
  private at = 0

  constructor(
    private readonly options: CutterOptions,
    private readonly onPicture: (picture: Uint8Array) => void,
  ) {}

  room(): Uint8Array {
    this.current ??= this.options.memory(this.options.bytes)
    return this.current.subarray(this.at)
  }

  filled(bytes: number): void {
    this.at += bytes
    if (!this.current || this.at < this.options.bytes) return
    const picture = this.current
    this.current = undefined
    this.at = 0
    this.onPicture(picture)
  }
}

/** FFmpeg writes `frame:0 pts:0 pts_time:0.04`, then the frame's entries, one a line. */
export class TimeReader {
  private rest = ''

  constructor(private readonly onTime: (ptsMs: number) => void) {}

  push(chunk: string): void {
    const lines = (this.rest + chunk).split('\n')
    this.rest = lines.pop() ?? ''
    for (const line of lines) {
      if (!line.startsWith('frame:')) continue
      const time = /pts_time:(\S+)/.exec(line)?.[1]
      this.onTime(Number(time ?? Number.NaN) * 1000)
    }
  }
}

/** What a decoder writes to. */
export interface DecoderPipes {
  full: PicturePipe
  small: PicturePipe
  times: Readable
}

/** Feeds `onFrame` from the pipes; `pause` and `resume` are the back-pressure on the decoder. */
export class FrameAssembler {
  private readonly yuv: Uint8Array[] = []
  private readonly rgb: Uint8Array[] = []
  private readonly times: number[] = []
  private from: DecoderPipes | undefined
  /** To be given to the pipes of pictures. */
  readonly full: PictureSink
  readonly small: PictureSink

  constructor(
    cutters: { yuv: CutterOptions; rgb: CutterOptions },
    private readonly onFrame: (frame: RawFrame) => void,
  ) {
    this.full = new PictureCutter(cutters.yuv, (picture) => this.add(this.yuv, picture))
    this.small = new PictureCutter(cutters.rgb, (picture) => this.add(this.rgb, picture))
  }

  read(from: DecoderPipes): void {
    this.from = from
    const times = new TimeReader((time) => this.add(this.times, time))
    from.full.resume()
    from.small.resume()
    from.times.setEncoding('latin1').on('data', (chunk: string) => times.push(chunk))
  }

  pause(): void {
    this.from?.full.pause()
    this.from?.small.pause()
  }

  resume(): void {
    this.from?.full.resume()
    this.from?.small.resume()
  }

  private add<T>(list: T[], item: T): void {
    list.push(item)
    while (this.yuv.length > 0 && this.rgb.length > 0 && this.times.length > 0)
      this.onFrame({ yuv: this.yuv.shift()!, rgb: this.rgb.shift()!, ptsMs: this.times.shift()! })
  }
}
