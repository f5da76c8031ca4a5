/** What the tests of sources share: opening with short waits, and looking for what a decoder leaves behind. */
import { readdir, readFile } from 'node:fs/promises'
import { addressPolicy } from '@vigia/core'
import { isStream } from './address.js'
import { openSource } from './source.js'
import type { Source, SourceFrame, SourceOptions, SourceState } from './types.js'

export interface Opened {
  source: Source
  states: SourceState[]
}

/** Loopback is allowed; waits are short, so that tests reach the third attempt soon. */
export function openForTest(url: string, change: Partial<SourceOptions> = {}): Opened {
  const states: SourceState[] = []
  const options: SourceOptions = {
    locate: async () => ({ url }),
    presumed: isStream(url) ? 'stream' : 'file',
    fps: 5,
    detectorSize: 160,
    ffmpegPath: 'ffmpeg',
    mediaDirs: [],
    policy: addressPolicy('media', '127.0.0.0/8'),
    frameTimeoutMs: 10_000,
    ladderMs: [200],
    ...change,
  }
  return { source: openSource(options, { onState: (state) => states.push(state) }), states }
}

/** Takes frames until `enough` says so or the source ends. */
export async function take(
  source: Source,
  enough: (frames: SourceFrame[]) => boolean = () => false,
): Promise<SourceFrame[]> {
  const frames: SourceFrame[] = []
  for await (const frame of source.frames()) {
    frames.push(frame)
    if (enough(frames)) break
  }
  return frames
}

/** Argument lists of this process's living children (Linux). */
export async function childCommandLines(): Promise<string[]> {
  const found: string[] = []
  for (const pid of await readdir('/proc')) {
    if (!/^\d+$/.test(pid)) continue
    const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
    if (Number(/^PPid:\s+(\d+)/m.exec(status)?.[1]) !== process.pid) continue
    found.push((await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).replaceAll('\0', ' ').trim())
  }
  return found
}
