/** `vigia start --demo`: a stream, two jobs on it and a printer of their alarms. */
import { createHash } from 'node:crypto'
import { access, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { DEMO_SCENE, makeSceneClip } from '@vigia/scenes'
import type { Logger } from 'pino'
import type { Settings } from '../start/settings.js'
import type { Extras, Running } from '../start/start.js'
import { startAlarmPrinter } from './alarm-printer.js'
import { demoJobs } from './jobs.js'
import { placeJobs } from './place-jobs.js'
import { type DemoStream, startDemoStream } from './stream.js'

export interface DemoOptions {
  /** True for the drawn street, else a file or the address of a stream. */
  video: string | true
  settings: Settings
  log: Logger
  onProgress(what: string, done: number, total: number): void
  /** Gets one line without its end. */
  print(line: string): void
}

export interface Demo {
  /** Folders the jobs must be able to read: none, a file is sent as a stream. */
  mediaDirs: string[]
  extras: Extras
  createJobs(running: Running): Promise<void>
  stop(): Promise<void>
}

/** What the next start has to know, so that the jobs of this one go on working. */
interface Memory {
  streamPort: number
  alarmPort: number
  /** Of the job bodies; they may hold a password in the stream's address. */
  jobs: string
  /** Ids of the jobs with their names. */
  names: [string, string][]
}

/** @throws Error when the video cannot be read, rendered or published; the message says why */
export async function prepareDemo({ video, settings, log, onProgress, print }: DemoOptions): Promise<Demo> {
  const dir = join(resolve(settings.dataDir), 'demo')
  await mkdir(dir, { recursive: true })
  const memoryFile = join(dir, 'demo.json')
  const memory = await recall(memoryFile)
  let names = new Map<string, string>(memory?.names)
  const printer = await onPort(memory?.alarmPort, (port) =>
    startAlarmPrinter({ port, print, jobName: (id) => names.get(id) }),
  )
  let stream: DemoStream | undefined
  try {
    const clip = video === true ? await street(dir, settings, onProgress) : await localFile(video)
    if (clip !== undefined) {
      const options = { clip, ffmpegPath: settings.ffmpegPath, transcode: video !== true, log }
      stream = await onPort(memory?.streamPort, (port) => startDemoStream({ ...options, port }))
    }
  } catch (error) {
    await printer.stop()
    throw error
  }
  const jobs = demoJobs(stream?.url ?? String(video), printer.url, video === true ? undefined : null)
  const fingerprint = createHash('sha256').update(JSON.stringify(jobs)).digest('hex')
  return {
    mediaDirs: [],
    extras: {
      mediaEndpoints: stream ? [{ address: '127.0.0.1', port: stream.port }] : [],
      webhookEndpoints: [{ address: '127.0.0.1', port: printer.port }],
    },
    async createJobs({ url, projectId, generatedPassword }) {
      const password = generatedPassword ?? settings.adminPassword
      const stillFit = memory?.jobs === fingerprint
      if (password === undefined) {
        if (!stillFit)
          print(
            'The demo cannot add its jobs: the password of admin was made at an earlier start. Set VIGIA_ADMIN_PASSWORD, or take another --data folder.',
          )
        return
      }
      names = (await placeJobs(jobs, { baseUrl: url, password, projectId }, stillFit)).names
      const next: Memory = {
        streamPort: stream?.port ?? memory?.streamPort ?? 0,
        alarmPort: printer.port,
        jobs: fingerprint,
        names: [...names],
      }
      await writeFile(memoryFile, JSON.stringify(next))
      print(`Two jobs watch ${stream ? stream.url : 'your stream'}; their alarms are printed below.`)
    },
    async stop() {
      await stream?.stop()
      await printer.stop()
    },
  }
}

async function street(
  dir: string,
  { ffmpegPath }: Settings,
  onProgress: DemoOptions['onProgress'],
): Promise<string> {
  const { video } = await makeSceneClip(DEMO_SCENE, dir, {
    ffmpegPath,
    onProgress: (done, total) => onProgress('drawing the demo street', done, total),
  })
  return video
}

/** The file of a path or a `file:` address; undefined for a stream. */
async function localFile(video: string): Promise<string | undefined> {
  if (/^(rtsp|rtmp|https?):\/\//i.test(video)) return undefined
  const path = resolve(video.replace(/^file:(\/\/)?/i, ''))
  await access(path).catch(() => {
    throw new Error(
      `--demo ${video}: there is no readable file ${path}; give a video file, or a stream's rtsp://, rtmp:// or http:// address`,
    )
  })
  return path
}

async function recall(file: string): Promise<Memory | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Memory
  } catch {
    return undefined
  }
}

/** Takes the port of the last start, so that its jobs still find us, or a free one when that is taken. */
async function onPort<T>(port: number | undefined, start: (port: number) => Promise<T>): Promise<T> {
  try {
    return await start(port ?? 0)
  } catch (error) {
    if (port === undefined || (error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error
    return start(0)
  }
}
