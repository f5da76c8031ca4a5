/** How many streams this machine could decode if it did nothing else: every frame decoded, none kept. */
import { spawn } from 'node:child_process'

/** @returns streams in real time on all cores: seconds of video per second */
export async function decodeLimit(clip, processes) {
  const began = performance.now()
  await Promise.all(Array.from({ length: processes }, () => decode(clip.file)))
  return (processes * clip.seconds) / ((performance.now() - began) / 1000)
}

/** Decodes a whole file. */
export function decode(file) {
  return new Promise((done, failed) => {
    const child = spawn(
      'ffmpeg',
      ['-v', 'error', '-nostdin', '-threads', '1', '-i', file, '-an', '-f', 'null', '-'],
      { stdio: ['ignore', 'ignore', 'inherit'] },
    )
    child.once('error', failed)
    child.once('exit', (code) => (code === 0 ? done() : failed(new Error(`ffmpeg ended with ${code}`))))
  })
}
