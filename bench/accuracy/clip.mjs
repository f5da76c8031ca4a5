/** The footage as a camera would send it: H.264 without B frames, a key frame each second, its own frame times. */
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { FPS } from './scene.mjs'

const run = promisify(execFile)
const TIMEOUT_MS = 300_000

/** @returns the clip's path and its length in milliseconds */
export async function cameraClip(video, dir) {
  const file = join(dir, 'clip.mp4')
  const encoder = ['-c:v', 'libx264', '-preset', 'fast', '-crf', '18', '-bf', '0', '-g', String(FPS)]
  const args = ['-v', 'error', '-nostdin', '-y', '-i', video, '-map', '0:v:0', ...encoder]
  await run('ffmpeg', [...args, '-pix_fmt', 'yuv420p', file], { timeout: TIMEOUT_MS })
  const count = [
    '-v',
    'error',
    '-select_streams',
    'v:0',
    '-show_entries',
    'stream=nb_frames',
    '-of',
    'csv=p=0',
  ]
  const { stdout } = await run('ffprobe', [...count, file], { timeout: TIMEOUT_MS })
  return { file, lengthMs: (Number.parseInt(stdout, 10) * 1000) / FPS }
}
