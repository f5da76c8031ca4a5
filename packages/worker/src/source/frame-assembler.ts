/** Cuts the decoder's three pipes into frames: full picture, detector's picture and time belong together by order. */
import type { Readable } from 'node:stream'

export interface RawFrame {
  ptsMs: number
  yuv: Uint8Array
  rgb: Uint8Array
}

/** Cuts one pipe of pictures that all have the same number of bytes. */
export class PictureCutter {
  private current: Uint8Array | undefined
  private filled = 0

  constructor(
    private readonly bytes: number,
    private readonly onPicture: (picture: Uint8Array) => void,
  ) {}

  push(chunk: Uint8Array): void {
    for (let from = 0; from < chunk.length; ) {
      this.current ??= new Uint8Array(this.bytes)
      const part = chunk.subarray(from, from + this.bytes - this.filled)
      this.current.set(part, this.filled)
      this.filled += part.length
      from += part.length
      if (this.filled < this.bytes) continue
      const picture = this.current
      this.current = undefined
      this.filled = 0
      this.onPicture(picture)
    }
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

/** Feeds `onFrame` from the pipes; `pause` and `resume` are the back-pressure on the decoder. */
export class FrameAssembler {
  private readonly yuv: Uint8Array[] = []
  private readonly rgb: Uint8Array[] = []
  private readonly times: number[] = []

  constructor(
    private readonly pipes: readonly [Readable, Readable, Readable],
    bytes: { yuv: number; rgb: number },
    private readonly onFrame: (frame: RawFrame) => void,
  ) {
    const full = new PictureCutter(bytes.yuv, (picture) => this.add(this.yuv, picture))
    const small = new PictureCutter(bytes.rgb, (picture) => this.add(this.rgb, picture))
    const times = new TimeReader((time) => this.add(this.times, time))
    pipes[0].on('data', (chunk: Buffer) => full.push(chunk))
    pipes[1].on('data', (chunk: Buffer) => small.push(chunk))
    pipes[2].setEncoding('latin1').on('data', (chunk: string) => times.push(chunk))
  }

  pause(): void {
    this.pipes[0].pause()
    this.pipes[1].pause()
  }

  resume(): void {
    this.pipes[0].resume()
    this.pipes[1].resume()
  }

  private add<T>(list: T[], item: T): void {
    list.push(item)
    while (this.yuv.length > 0 && this.rgb.length > 0 && this.times.length > 0)
      this.onFrame({ yuv: this.yuv.shift()!, rgb: this.rgb.shift()!, ptsMs: this.times.shift()! })
  }
}
