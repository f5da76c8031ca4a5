/** `vigia start`: brings the server up, says where it is and how to sign in, and ends it cleanly on a signal. */
import { resolve } from 'node:path'
import pino from 'pino'
import { createProgress, type StartOptions } from '../cli/index.js'
import { type Demo, prepareDemo } from '../demo/index.js'
import { readSettings } from '../start/settings.js'
import { type Running, start } from '../start/start.js'

/** Resolves when the server has ended after SIGTERM or SIGINT. */
export async function startCommand(options: StartOptions): Promise<void> {
  const settings = readSettings(process.env, options)
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
  const signal = new Promise<string>((done) => {
    for (const name of ['SIGTERM', 'SIGINT'] as const) process.once(name, () => done(name))
  })
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
    })
    progress.end()
    process.stdout.write(`${welcome(running, logFile)}\n`)
    if (demo) await demo.createJobs(running)
    const name = await signal
    log.info({ signal: name }, 'stopping')
  } finally {
    progress.end()
    await running?.stop()
    await demo?.stop()
    log.flush()
  }
}

function welcome(running: Running, logFile: string | undefined): string {
  const password = running.generatedPassword
    ? `${running.generatedPassword}   (shown only this once; keep it)`
    : 'as set by VIGIA_ADMIN_PASSWORD or printed at the first start'
  return [
    '',
    'Vigia is ready.',
    `  Console         ${running.url}/`,
    `  API reference   ${running.url}/docs`,
    `  Sign in         user admin, domain vigia, project default`,
    `  Password        ${password}`,
    `  Project id      ${running.projectId}`,
    ...(logFile ? [`  Log             ${logFile}`] : []),
    '',
  ].join('\n')
}
