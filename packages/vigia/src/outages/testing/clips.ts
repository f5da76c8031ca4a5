/** The clips that all rigs of a test file show. */
import { join } from 'node:path'
import { makeClip, runCommand, tempFolder } from '@vigia/testing'
import type { PictureName } from './part.js'

export type Clips = Record<PictureName, string> & { remove(): Promise<void> }

export async function makeClips(): Promise<Clips> {
  const folder = await tempFolder()
  const clip = { seconds: 4, fps: 25, dir: folder.path }
  const small = await makeClip({ ...clip, width: 320, height: 180, name: 'small.mp4' })
  const large = await makeClip({ ...clip, width: 400, height: 300, name: 'large.mp4' })
  return { small: small.file, large: large.file, remove: () => folder.remove() }
}

/** So many bytes (about 15 MB) that no buffer on its way holds them all: who ends its server ends it in the middle. */
export async function makeLongFile(folder: string, name: string): Promise<void> {
  const picture = 'testsrc2=size=640x360:rate=10:duration=6'
  const noise = ['-vf', 'noise=alls=100:allf=t', '-c:v', 'mjpeg', '-q:v', '1', '-pix_fmt', 'yuvj420p']
  await runCommand('ffmpeg', [
    ...['-v', 'error', '-nostdin', '-y', '-f', 'lavfi', '-i', picture, ...noise],
    join(folder, name),
  ])
}
