/** Settings of data streams: where `output.dis` leads, and how to get there. Secrets come from the environment only. */
import { STREAM_BACKENDS, type StreamBackend } from '@vigia/core'
import type { HuaweiAccess, KafkaAccess, NatsAccess } from '@vigia/server'
import { SettingError } from './setting-error.js'

export const STREAM_SETTINGS = [
  {
    name: 'VIGIA_DIS',
    fallback: 'built-in',
    means:
      'Where the results of jobs with a data stream go: built-in (streams of this server), huawei (Huawei DIS), kafka or nats (JetStream).',
  },
  {
    name: 'VIGIA_DIS_STREAM_MB',
    fallback: '1024',
    means: 'built-in: how many MiB of data a stream keeps; the oldest records make room.',
  },
  {
    name: 'VIGIA_DIS_NAME',
    fallback: '',
    means:
      'huawei, kafka, nats: what a stream is called there, made of {project} (id) and {stream}; without it vigia.{project}.{stream}, in Huawei DIS {project}-{stream}. Without {project} all projects share their streams.',
  },
  {
    name: 'VIGIA_DIS_SERVERS',
    fallback: '',
    means: 'kafka: brokers, nats: servers; host:port, separated by commas (nats also tls://host:port).',
  },
  {
    name: 'VIGIA_DIS_ENDPOINT',
    fallback: '',
    means: 'huawei: address of the service, e.g. https://dis.cn-north-4.myhuaweicloud.com.',
  },
  { name: 'VIGIA_DIS_REGION', fallback: '', means: 'huawei: the region, e.g. cn-north-4.' },
  { name: 'VIGIA_DIS_PROJECT', fallback: '', means: 'huawei: project id there.' },
  { name: 'VIGIA_DIS_ACCESS_KEY', fallback: '', means: 'huawei: access key.' },
  { name: 'VIGIA_DIS_SECRET_KEY', fallback: '', means: 'huawei: secret key of it.' },
  { name: 'VIGIA_DIS_TLS', fallback: 'off', means: 'kafka: on or off.' },
  {
    name: 'VIGIA_DIS_SASL',
    fallback: '',
    means: 'kafka: plain, scram-sha-256 or scram-sha-512, with user and password.',
  },
  { name: 'VIGIA_DIS_USER', fallback: '', means: 'kafka with SASL, nats: user.' },
  { name: 'VIGIA_DIS_PASSWORD', fallback: '', means: 'kafka with SASL, nats: password.' },
  { name: 'VIGIA_DIS_TOKEN', fallback: '', means: 'nats: token, instead of user and password.' },
  { name: 'VIGIA_DIS_CREDENTIALS', fallback: '', means: 'nats: path of a credentials file, instead.' },
] as const

type Name = (typeof STREAM_SETTINGS)[number]['name']
type Text = (name: Name) => string

export type StreamAccess =
  | { backend: 'built-in' }
  | { backend: 'huawei'; access: HuaweiAccess }
  | { backend: 'kafka'; access: KafkaAccess }
  | { backend: 'nats'; access: NatsAccess }

const MIB = 1_048_576
const MOST_MIB = 1_048_576
const SERVER = /^(tls:\/\/)?([\w.-]+|\[[0-9a-fA-F:.]+\]):\d{1,5}$/
const SASL = ['', 'plain', 'scram-sha-256', 'scram-sha-512'] as const

/** @throws SettingError naming the setting */
export function readStreamBytes(text: Text): number {
  const mib = Number(text('VIGIA_DIS_STREAM_MB'))
  if (!Number.isInteger(mib) || mib < 1 || mib > MOST_MIB)
    throw wrong('VIGIA_DIS_STREAM_MB', text, `must be a whole number from 1 to ${MOST_MIB}`)
  return mib * MIB
}

/** @throws SettingError naming the setting */
export function readStreamAccess(text: Text): StreamAccess {
  const backend = oneOf<StreamBackend>('VIGIA_DIS', text, STREAM_BACKENDS)
  if (backend === 'built-in') return { backend }
  const template =
    text('VIGIA_DIS_NAME') || (backend === 'huawei' ? '{project}-{stream}' : 'vigia.{project}.{stream}')
  if (!/^([A-Za-z0-9_.-]|\{project\}|\{stream\})+$/.test(template) || !template.includes('{stream}'))
    throw wrong(
      'VIGIA_DIS_NAME',
      text,
      'must hold {stream}, and beside it only {project}, letters, digits, dots, underscores and hyphens',
    )
  if (backend === 'huawei') return { backend, access: huawei(text, template) }
  if (backend === 'kafka') return { backend, access: kafka(text, template) }
  return { backend, access: nats(text, template) }
}

function huawei(text: Text, template: string): HuaweiAccess {
  const endpoint = needed('VIGIA_DIS_ENDPOINT', text)
  const isAddress = /^https?:\/\//.test(endpoint) && URL.canParse(endpoint)
  if (!isAddress) throw wrong('VIGIA_DIS_ENDPOINT', text, 'must be an address like https://dis.example.com')
  return {
    endpoint: new URL(endpoint).origin,
    region: needed('VIGIA_DIS_REGION', text),
    projectId: needed('VIGIA_DIS_PROJECT', text),
    accessKey: needed('VIGIA_DIS_ACCESS_KEY', text),
    secretKey: needed('VIGIA_DIS_SECRET_KEY', text),
    template,
  }
}

function kafka(text: Text, template: string): KafkaAccess {
  const mechanism = oneOf('VIGIA_DIS_SASL', text, SASL)
  const access = {
    brokers: servers(text).map((server) => server.replace('tls://', '')),
    isTls: oneOf('VIGIA_DIS_TLS', text, ['on', 'off']) === 'on',
    template,
  }
  if (mechanism === '') return access
  const username = needed('VIGIA_DIS_USER', text)
  return { ...access, sasl: { mechanism, username, password: needed('VIGIA_DIS_PASSWORD', text) } }
}

function nats(text: Text, template: string): NatsAccess {
  const [user, token, credentialsFile] = [
    text('VIGIA_DIS_USER'),
    text('VIGIA_DIS_TOKEN'),
    text('VIGIA_DIS_CREDENTIALS'),
  ]
  return {
    servers: servers(text),
    template,
    ...(user ? { user, password: text('VIGIA_DIS_PASSWORD') } : {}),
    ...(token ? { token } : {}),
    ...(credentialsFile ? { credentialsFile } : {}),
  }
}

function servers(text: Text): string[] {
  const all = needed('VIGIA_DIS_SERVERS', text)
    .split(',')
    .map((server) => server.trim())
  if (all.every((server) => SERVER.test(server))) return all
  throw wrong('VIGIA_DIS_SERVERS', text, 'must be host:port, several separated by commas')
}

function needed(name: Name, text: Text): string {
  const value = text(name)
  if (value !== '') return value
  throw new SettingError(`${name} is missing: VIGIA_DIS=${text('VIGIA_DIS')} needs it`)
}

function oneOf<Value extends string>(name: Name, text: Text, values: readonly Value[]): Value {
  const known = values.find((value) => value === text(name))
  if (known !== undefined) return known
  throw wrong(name, text, `must be one of ${values.filter(Boolean).join(', ')}`)
}

const wrong = (name: Name, text: Text, rule: string): SettingError =>
  new SettingError(`${name} is "${text(name)}", but ${rule}`)
