/** Looks at the FFmpeg programs before the first job does: without them every job would wait for ever. */
import { execFile } from 'node:child_process'
import { ffprobePath } from './probe.js'

/** Format and protocol options that sources rely on came with it. */
const LEAST = [5, 1] as const
const TIMEOUT_MS = 20_000

/** @throws Error with a text for the operator when ffmpeg or ffprobe is missing, does not run, or is too old */
export async function checkFfmpeg(ffmpegPath: string): Promise<void> {
  for (const program of [ffmpegPath, ffprobePath(ffmpegPath)]) checkVersion(program, await versionOf(program))
}

/** @param text what the program says to -version. Builds from a repository have no number and are taken as new. */
export function checkVersion(program: string, text: string): void {
  const said = /^ff\w+ version (\S+)/.exec(text)?.[1]
  if (said === undefined) throw new Error(`${program} is no FFmpeg: ${REMEDY}`)
  const [, major, minor] = /^n?(\d+)\.(\d+)/.exec(said) ?? []
  if (major === undefined) return
  const isOld = Number(major) < LEAST[0] || (Number(major) === LEAST[0] && Number(minor) < LEAST[1])
  if (isOld) throw new Error(`${program} is version ${said}, but ${LEAST.join('.')} is needed: ${REMEDY}`)
}

const REMEDY = 'install FFmpeg 5.1 or newer with ffprobe beside it, or name its ffmpeg in VIGIA_FFMPEG'

function versionOf(program: string): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(program, ['-version'], { timeout: TIMEOUT_MS, killSignal: 'SIGKILL' }, (error, stdout) => {
      if (!error) return resolve(stdout)
      const { code } = error as NodeJS.ErrnoException
      const why = code === 'ENOENT' ? 'was not found' : `does not run (${error.killed ? 'timed out' : code})`
      reject(new Error(`${program} ${why}: ${REMEDY}`))
    })
  })
}
