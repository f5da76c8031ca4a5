/** How the user's npm reaches its registry: address, proxy, certificates. */
import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'

export interface RegistryOptions {
  /** The public one when left out. */
  registry?: string
  httpsProxy?: string
  proxy?: string
  noProxy?: string
  strictSSL?: boolean
  ca?: string
}

const KEYS = ['registry', 'cafile', 'https-proxy', 'proxy', 'noproxy', 'strict-ssl'] as const
type Key = (typeof KEYS)[number]

/** npm itself starts in well under a second; a cold disk may need several. */
const NPM_TIMEOUT_MS = 20_000

/**
 * What `npm config get` says, so that .npmrc files and npm_config_* variables count as they do for `npm install`.
 * Where npm cannot be run, the npm_config_* variables alone.
 */
export async function readRegistryOptions(env: NodeJS.ProcessEnv = process.env): Promise<RegistryOptions> {
  const settings = (await askNpm(env)) ?? fromEnvironment(env)
  const cafile = settings.get('cafile')
  return {
    ...given('registry', settings.get('registry')),
    ...given('httpsProxy', settings.get('https-proxy')),
    ...given('proxy', settings.get('proxy')),
    ...given('noProxy', settings.get('noproxy')),
    ...(settings.get('strict-ssl') === 'false' ? { strictSSL: false } : {}),
    ...(cafile === undefined ? {} : { ca: await readCertificates(cafile) }),
  }
}

async function askNpm(env: NodeJS.ProcessEnv): Promise<Map<Key, string> | undefined> {
  try {
    const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
    const options = { env, timeout: NPM_TIMEOUT_MS, shell: process.platform === 'win32' }
    const { stdout } = await promisify(execFile)(npm, ['config', 'get', ...KEYS], options)
    return parseSettings(stdout)
  } catch {
    return undefined
  }
}

/** Lines of `key=value`; `null`, `undefined` and nothing stand for "not set". */
export function parseSettings(output: string): Map<Key, string> {
  const settings = new Map<Key, string>()
  for (const line of output.split('\n')) {
    const split = line.indexOf('=')
    const key = KEYS.find((name) => name === line.slice(0, split).trim())
    const value = line.slice(split + 1).trim()
    if (key !== undefined && value !== '' && value !== 'null' && value !== 'undefined')
      settings.set(key, value)
  }
  return settings
}

function fromEnvironment(env: NodeJS.ProcessEnv): Map<Key, string> {
  const lines = KEYS.map((key) => `${key}=${env[`npm_config_${key.replaceAll('-', '_')}`] ?? ''}`)
  return parseSettings(lines.join('\n'))
}

async function readCertificates(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    throw new Error(`npm's setting cafile names ${file}, which cannot be read: ${(error as Error).message}`)
  }
}

function given<K extends string>(key: K, value: string | undefined): { [P in K]?: string } {
  return value === undefined ? {} : ({ [key]: value } as { [P in K]?: string })
}
