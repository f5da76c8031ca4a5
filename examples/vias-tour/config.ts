/** What the tour is told: flags over environment over defaults. The password is never a flag. */
import { parseArgs } from 'node:util'

export const USAGE = `npm run tour -- --stream rtsp://… [flags]        password in VIGIA_PASSWORD

  --stream URL           what the jobs watch (TOUR_STREAM): rtsp or rtmp, for it is also put on a schedule
  --webhook URL          where results go besides the event centre (TOUR_WEBHOOK)
  --server URL           address of the server (VIGIA_SERVER; else http://127.0.0.1:8080)
  --user NAME            (VIGIA_USER; else admin)
  --domain NAME          domain of the user (else vigia)
  --project NAME         (VIGIA_PROJECT; else default)
  --service NAME         algorithm (else c-intrusiondetection-cloud)
  --service-version V    (else 3.0)
  --patience SECONDS     how long to wait for a state (else 90)
  --vias-only            leave out what VIAS itself does not have: Vigia's own calls and the older services' paths`

export interface Config {
  server: string
  user: string
  password: string
  domain: string
  project: string
  stream: string
  webhook: string | undefined
  service: string
  serviceVersion: string
  patienceMs: number
  viasOnly: boolean
}

/** The configuration, or a sentence on what is wrong; an empty one when only the usage is asked for. */
export function readConfig(args: string[], env: NodeJS.ProcessEnv): Config | string {
  let given: ReturnType<typeof parse>
  try {
    given = parse(args)
  } catch (error) {
    return (error as Error).message
  }
  if (given.help) return ''
  const stream = given.stream ?? env.TOUR_STREAM
  const password = env.VIGIA_PASSWORD
  const patience = Number(given.patience ?? 90)
  if (!stream) return '--stream is missing: give an rtsp:// or rtmp:// address.'
  if (!password) return 'VIGIA_PASSWORD is not set: put the password of the user there.'
  if (!(patience > 0)) return '--patience: give a number of seconds.'
  return {
    server: (given.server ?? env.VIGIA_SERVER ?? 'http://127.0.0.1:8080').replace(/\/$/, ''),
    user: given.user ?? env.VIGIA_USER ?? 'admin',
    password,
    domain: given.domain ?? 'vigia',
    project: given.project ?? env.VIGIA_PROJECT ?? 'default',
    stream,
    webhook: given.webhook ?? env.TOUR_WEBHOOK,
    service: given.service ?? 'c-intrusiondetection-cloud',
    serviceVersion: given['service-version'] ?? '3.0',
    patienceMs: patience * 1000,
    viasOnly: given['vias-only'] ?? false,
  }
}

function parse(args: string[]) {
  const text = { type: 'string' } as const
  const texts = { stream: text, webhook: text, server: text, user: text, domain: text, project: text }
  const options = { ...texts, service: text, 'service-version': text, patience: text }
  return parseArgs({
    args,
    options: { ...options, help: { type: 'boolean' }, 'vias-only': { type: 'boolean' } },
  }).values
}
