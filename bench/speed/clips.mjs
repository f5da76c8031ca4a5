/** The footage of the benches: the drawn street as a camera would send it, and a known clip when there is one. */
import { execFile } from 'node:child_process'
import { access, rename } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { DEMO_ROI, DEMO_SCENE, makeSceneClip } from '../../packages/scenes/dist/index.js'
import { CACHE } from '../vigia-server.mjs'

const run = promisify(execFile)
/** Drawn at 1280 wide, shown at 1920. */
const SCALE = 1.5

/** @typedef {{ name: string, file: string, seconds: number, roi?: object }} Clip */

/**
 * 1080p25 H.264 at 4 Mbit/s without B-frames and with the noise of a camera, which a drawing lacks: clean pictures
 * would decode far too cheaply.
 * @returns {Promise<Clip>}
 */
export async function benchClip(seconds) {
  const file = join(CACHE, `street-1080p25-${seconds}s.mp4`)
  if (!(await exists(file))) {
    process.stdout.write('drawing the clip, once …\n')
    const { video } = await makeSceneClip({ ...DEMO_SCENE, fps: 25 }, CACHE, { ffmpegPath: 'ffmpeg' })
    const part = `${file}.part`
    await run('ffmpeg', [
      ...['-v', 'error', '-nostdin', '-y', '-stream_loop', '-1', '-i', video, '-t', String(seconds)],
      ...['-vf', 'scale=1920:1080:flags=bicubic,noise=alls=8:allf=t', '-an'],
      ...['-c:v', 'libx264', '-preset', 'veryfast', '-pix_fmt', 'yuv420p', '-bf', '0', '-g', '50'],
      ...['-b:v', '4M', '-maxrate', '4M', '-bufsize', '4M', '-f', 'mp4', part],
    ])
    await rename(part, file)
  }
  return { name: 'drawn street 1080p25 H.264', file, seconds, roi: scaled(DEMO_ROI) }
}

/** @returns {Promise<Clip | undefined>} undefined when there is no such file */
export async function knownClip(path) {
  const file = resolve(path)
  if (!(await exists(file))) return undefined
  const { stdout } = await run('ffprobe', [
    '-v',
    'error',
    '-show_entries',
    'format=duration',
    '-of',
    'csv=p=0',
    file,
  ])
  return { name: basename(file), file, seconds: Number(stdout) }
}

function scaled(roi) {
  const points = (data) => data.map((point) => point.map((v) => Math.round(v * SCALE)))
  return {
    lines: roi.lines.map((line) => ({ ...line, data: points(line.data) })),
    polygons: roi.polygons.map((polygon) => ({ ...polygon, data: points(polygon.data) })),
  }
}

const exists = (file) =>
  access(file).then(
    () => true,
    () => false,
  )
