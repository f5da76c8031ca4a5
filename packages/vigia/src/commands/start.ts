/** `vigia start`: brings the server up, says where it is and how to sign in, and ends it cleanly on a signal. */
import { resolve } from 'node:path'
import pino from 'pino'
import { createProgress, type StartOptions } from '../cli/index.js'
import { type Demo, prepareDemo } from '../demo/index.js'
import { readSettings, type Settings } from '../start/settings.js'
import { type Running, start } from '../start/start.js'
import { endSignal } from './end-signal.js'
import { startFailure } from './start-failure.js'

/** Resolves when the server has ended after SIGTERM or SIGINT. */
export async function startCommand(options: StartOptions): Promise<void> {
  let settings: Settings | undefined
  try {
    settings = readSettings(process.env, options)
    await serve(options, settings)
  } catch (error) {
    throw startFailure(error, settings)
  }
}

async function serve(options: StartOptions, settings: Settings): Promise<void> {
  // Database, log and pictures hold what only this user may see, also in a folder that others may read.
  process.umask(0o077)
  const clock = { now: Date.now }
  // With the demo the terminal shows alarms; the log goes beside the data.
  const logFile = options.demo === undefined ? undefined : resolve(settings.dataDir, 'vigia.log')
  const log = pino(
    { level: settings.logLevel },
    pino.destination({ dest: logFile ?? 1, mkdir: true, sync: false }),
  )
  const progress = createProgress(process.stderr)
  let demo: Demo | undefined
  let running: Running | undefined
  let password: string | undefined
  const tellPassword = (): void => {
    if (password)
      process.stderr.write(`The password of user admin is ${password}   (shown only this once; keep it)\n`)
  }
  const end = endSignal(tellPassword)
  try {
    if (options.demo !== undefined) {
      demo = await prepareDemo({
        video: options.demo,
        settings,
        log,
        onProgress: progress.update,
        print: (line) => process.stdout.write(`${line}\n`),
      })
    }
    running = await start({
      settings: demo ? { ...settings, mediaDirs: [...settings.mediaDirs, ...demo.mediaDirs] } : settings,
      log,
      clock,
      ...(demo ? { extras: demo.extras } : {}),
      onProgress: progress.update,
      onPassword: (made) => {
        password = made
      },
    })
    progress.end()
    process.stdout.write(`${welcome(running, logFile)}\n`)
    if (demo) await demo.createJobs(running)
    const reason = await end.asked()
    log.info({ reason }, 'stopping')
  } catch (error) {
    progress.end()
    tellPassword()
    throw error
  } finally {
    progress.end()
    await running?.stop()
    await demo?.stop()
    log.flush()
  }
}

const STAND_IN = '   (port 1935 is in use; set VIGIA_RTMP_PORT to keep one)'

function welcome(running: Running, logFile: string | undefined): string {
  const password = running.generatedPassword
    ? `${running.generatedPassword}   (shown only this once; keep it)`
    : 'as set by VIGIA_ADMIN_PASSWORD or printed at the first start'
  return [
    '',
    'Vigia is ready.',
    `  Console         ${running.url}/`,
    `  API reference   ${running.url}/docs`,
    `  Push streams    ${running.pushUrl}${running.isPushPortStandIn ? STAND_IN : ''}`,
    `  Sign in         user admin, domain vigia, project default`,
    `  Password        ${password}`,
    `  Project id      ${running.projectId}`,
    ...(logFile ? [`  Log             ${logFile}`] : []),
    '',
  ].join('\n')
}
