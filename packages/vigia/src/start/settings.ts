/** Settings from the environment: one table that the code reads and the documentation prints. */
import type { VcnVerify } from '@vigia/worker'
import {
  readStreamAccess,
  readStreamBytes,
  STREAM_SETTINGS,
  type StreamAccess,
} from './data-stream-settings.js'
import { SettingError } from './setting-error.js'

export { SettingError }

interface Setting {
  name: string
  fallback: string
  means: string
}

export const SETTINGS = [
  { name: 'VIGIA_HOST', fallback: '127.0.0.1', means: 'Address to listen on; the flag --host wins.' },
  { name: 'VIGIA_PORT', fallback: '8080', means: 'Port to listen on; the flag --port wins.' },
  {
    name: 'VIGIA_RTMP_HOST',
    fallback: '',
    means: 'Address to listen on for encoders that push streams; without it that of VIGIA_HOST.',
  },
  {
    name: 'VIGIA_RTMP_PORT',
    fallback: '',
    means:
      'Port for encoders; without it 1935, or a free one where that is in use (and where VIGIA_PORT is 0).',
  },
  {
    name: 'VIGIA_RTMP_PUBLIC',
    fallback: '',
    means:
      'Host, or host:port, that push addresses show, where encoders reach the server by another one than it listens on.',
  },
  {
    name: 'VIGIA_PUBLIC_URL',
    fallback: '',
    means:
      'Where receivers of messages reach the server, `https://vigia.example.com`: addresses of pictures begin with it. Without it the address it listens on.',
  },
  {
    name: 'VIGIA_METRICS_TOKEN',
    fallback: '',
    means:
      'Whoever sends it (`Authorization: Bearer …`) may read `/metrics`; without it only this machine may.',
  },
  { name: 'VIGIA_DATA_DIR', fallback: './data', means: 'Data folder; the flag --data wins.' },
  {
    name: 'VIGIA_ADMIN_PASSWORD',
    fallback: '',
    means: 'Password of the first user `admin`; without it one is made and printed once.',
  },
  {
    name: 'VIGIA_SECRET_KEY',
    fallback: '',
    means:
      '32 bytes, base64: encrypts addresses and headers at rest; without it a key file is made in the data folder.',
  },
  {
    name: 'VIGIA_MEDIA_DIRS',
    fallback: '',
    means: 'Folders, separated by colons, that `file:` addresses may read.',
  },
  {
    name: 'VIGIA_MEDIA_ALLOW',
    fallback: '',
    means:
      'Networks (CIDRs, separated by commas) that media sources may reach although refused by default (loopback, link-local).',
  },
  {
    name: 'VIGIA_EGRESS_ALLOW',
    fallback: '',
    means:
      'Networks (CIDRs, separated by commas) that webhooks and RESTful look-ups may reach although not public.',
  },
  {
    name: 'VIGIA_VCN_VERIFY',
    fallback: 'public',
    means:
      'Which VCNs must show a valid certificate: `public` (those at public addresses), `always` or `never`.',
  },
  {
    name: 'VIGIA_SLOTS',
    fallback: '',
    means:
      'Jobs analysed at once; without it as many as the machine can keep up with, measured at the start, at least 2.',
  },
  {
    name: 'VIGIA_MODEL',
    fallback: 'efficientdet-lite1',
    means: 'Detector of jobs that name none: see `vigia models list`.',
  },
  {
    name: 'VIGIA_ALGORITHMS',
    fallback: '',
    means:
      'Algorithms of your own, separated by colons: folders with an `algorithm.json` and a `rule.js`, or names of npm packages.',
  },
  {
    name: 'VIGIA_ONVIF_DISCOVERY',
    fallback: 'on',
    means:
      'Where those who may register cameras may look for ONVIF devices: on (the networks of this machine that media sources may be on), off, or names of interfaces, separated by commas.',
  },
  { name: 'VIGIA_FFMPEG', fallback: 'ffmpeg', means: 'The ffmpeg program, 5.1 or newer.' },
  { name: 'VIGIA_LOG_LEVEL', fallback: 'info', means: 'trace, debug, info, warn, error or silent.' },
  {
    name: 'VIGIA_LOOK_SECONDS',
    fallback: '300',
    means:
      'Seconds between two looks at a registered video source that no job reads; longer with many sources. 0: nobody looks.',
  },
  {
    name: 'VIGIA_KEEP_DAYS',
    fallback: '7',
    means: 'Days that delivered results are kept beyond the newest 1000 of each job.',
  },
  ...STREAM_SETTINGS,
  {
    name: 'VIGIA_SERIES_DAYS',
    fallback: '400',
    means: 'Days that series of counts are kept, also when their results are gone.',
  },
  {
    name: 'VIGIA_EVENT_DAYS',
    fallback: '90',
    means: 'Days that events are kept, in projects that have not chosen otherwise.',
  },
  {
    name: 'VIGIA_EVENT_MB',
    fallback: '10000',
    means:
      'Megabytes of events with pictures and clips that each project keeps, unless it has chosen otherwise; the oldest go first.',
  },
] as const satisfies readonly Setting[]

const VCN_VERIFY = ['public', 'always', 'never'] as const satisfies readonly VcnVerify[]
const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'silent']

type SettingName = (typeof SETTINGS)[number]['name']

export interface Settings {
  host: string
  port: number
  dataDir: string
  /** Of the ingest for encoders. */
  rtmpHost: string
  /** Undefined: RTMP's own, or another one where that is in use. */
  rtmpPort: number | undefined
  /** `host` or `host:port` for push addresses; empty: what is listened on. */
  rtmpPublic: string
  /** Without a slash at the end; empty: what is listened on. */
  publicUrl: string
  /** Empty: metrics are for this machine only. */
  metricsToken: string
  adminPassword: string | undefined
  secretKey: string | undefined
  mediaDirs: string[]
  /** Folders or npm packages of algorithms that do not come with the platform. */
  algorithms: string[]
  mediaAllow: string
  egressAllow: string
  vcnVerify: VcnVerify
  /** Undefined: as many as are measured when the worker starts. */
  slots: number | undefined
  model: string
  /** Names of interfaces. */
  onvifDiscovery: 'all' | string[]
  ffmpegPath: string
  logLevel: string
  /** 0: registered sources are not looked at. */
  lookSeconds: number
  keepDays: number
  /** Where `output.dis` leads. */
  streamAccess: StreamAccess
  /** How much data a stream of this server keeps. */
  streamBytes: number
  seriesDays: number
  keepEvents: { days: number; megabytes: number }
}

/**
 * @param flags what the command line gave; wins over the environment
 * @throws SettingError naming the setting
 */
export function readSettings(
  env: NodeJS.ProcessEnv,
  flags: { host?: string; port?: number; data?: string } = {},
): Settings {
  const text = (name: SettingName): string => {
    const given = env[name]
    return given !== undefined && given !== '' ? given : SETTINGS.find((s) => s.name === name)!.fallback
  }
  const host = flags.host ?? text('VIGIA_HOST')
  const port = flags.port ?? whole('VIGIA_PORT', text('VIGIA_PORT'), 0, 65_535)
  return {
    host,
    port,
    rtmpHost: text('VIGIA_RTMP_HOST') || host,
    rtmpPort: text('VIGIA_RTMP_PORT')
      ? whole('VIGIA_RTMP_PORT', text('VIGIA_RTMP_PORT'), 0, 65_535)
      : port === 0
        ? 0
        : undefined,
    rtmpPublic: address('VIGIA_RTMP_PUBLIC', text('VIGIA_RTMP_PUBLIC')),
    dataDir: flags.data ?? text('VIGIA_DATA_DIR'),
    publicUrl: origin('VIGIA_PUBLIC_URL', text('VIGIA_PUBLIC_URL')),
    metricsToken: text('VIGIA_METRICS_TOKEN'),
    adminPassword: text('VIGIA_ADMIN_PASSWORD') || undefined,
    secretKey: text('VIGIA_SECRET_KEY') || undefined,
    mediaDirs: text('VIGIA_MEDIA_DIRS').split(':').filter(Boolean),
    algorithms: text('VIGIA_ALGORITHMS').split(':').filter(Boolean),
    mediaAllow: text('VIGIA_MEDIA_ALLOW'),
    egressAllow: text('VIGIA_EGRESS_ALLOW'),
    vcnVerify: oneOf('VIGIA_VCN_VERIFY', text('VIGIA_VCN_VERIFY'), VCN_VERIFY),
    slots: text('VIGIA_SLOTS') ? whole('VIGIA_SLOTS', text('VIGIA_SLOTS'), 1, 10_000) : undefined,
    model: text('VIGIA_MODEL'),
    onvifDiscovery: interfaces(text('VIGIA_ONVIF_DISCOVERY')),
    ffmpegPath: text('VIGIA_FFMPEG'),
    logLevel: oneOf('VIGIA_LOG_LEVEL', text('VIGIA_LOG_LEVEL'), LOG_LEVELS),
    lookSeconds: whole('VIGIA_LOOK_SECONDS', text('VIGIA_LOOK_SECONDS'), 0, 86_400),
    keepDays: whole('VIGIA_KEEP_DAYS', text('VIGIA_KEEP_DAYS'), 0, 36_500),
    streamAccess: readStreamAccess(text),
    streamBytes: readStreamBytes(text),
    seriesDays: whole('VIGIA_SERIES_DAYS', text('VIGIA_SERIES_DAYS'), 1, 36_500),
    keepEvents: {
      days: whole('VIGIA_EVENT_DAYS', text('VIGIA_EVENT_DAYS'), 1, 36_500),
      megabytes: whole('VIGIA_EVENT_MB', text('VIGIA_EVENT_MB'), 1, 1_000_000_000),
    },
  }
}

/** `on`, `off`, or names of interfaces. */
function interfaces(text: string): Settings['onvifDiscovery'] {
  if (text === 'on') return 'all'
  return text === 'off'
    ? []
    : text
        .split(',')
        .map((name) => name.trim())
        .filter(Boolean)
}

function address(name: SettingName, text: string): string {
  if (
    /^([A-Za-z0-9_.-]+|\[[0-9a-fA-F:.]+\])?(:\d{1,5})?$|^[0-9a-fA-F:.]+$/.test(text) &&
    !text.startsWith(':')
  )
    return text
  throw new SettingError(`${name} is "${text}", but must be host or host:port, e.g. push.example.org:1935`)
}

function origin(name: SettingName, text: string): string {
  if (text === '') return ''
  const { protocol, origin, pathname } = URL.canParse(text) ? new URL(text) : new URL('none:')
  if (/^https?:$/.test(protocol) && pathname === '/') return origin
  throw new SettingError(`${name} is "${text}", but must be scheme and host, e.g. https://vigia.example.com`)
}

function oneOf<Value extends string>(name: SettingName, text: string, values: readonly Value[]): Value {
  const known = values.find((value) => value === text)
  if (known !== undefined) return known
  throw new SettingError(`${name} is "${text}", but must be one of ${values.join(', ')}`)
}

function whole(name: SettingName, text: string, least: number, most: number): number {
  const value = Number(text)
  if (!Number.isInteger(value) || value < least || value > most) {
    throw new SettingError(`${name} is "${text}", but must be a whole number from ${least} to ${most}`)
  }
  return value
}
