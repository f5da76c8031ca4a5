/** Where encoders push: the ingest as the settings want it, and the address that users are shown. */
import { Ingest, IngestDeaf, type IngestLog, type IngestOptions, mayPush } from '@vigia/server'
import type { Settings } from './settings.js'

/** RTMP's own port: addresses leave it out. */
export const RTMP_PORT = 1935

type Wanted = Pick<Settings, 'rtmpHost' | 'rtmpPort' | 'rtmpPublic'>

/**
 * Where nobody has set a port and 1935 is in use, a free one is taken: push addresses show it.
 * @throws IngestDeaf when the port that was set cannot be had
 */
export async function startIngest(
  { rtmpHost: host, rtmpPort }: Wanted,
  stores: Parameters<typeof mayPush>[0],
  log: IngestLog,
): Promise<Ingest> {
  const options: Omit<IngestOptions, 'port'> = {
    host,
    check: (projectId, name, key) => mayPush(stores, projectId, name, key),
    log,
  }
  try {
    return await Ingest.start({ ...options, port: rtmpPort ?? RTMP_PORT })
  } catch (error) {
    const isTaken = error instanceof IngestDeaf && error.code === 'EADDRINUSE'
    if (!isTaken || rtmpPort !== undefined) throw error
    const ingest = await Ingest.start({ ...options, port: 0 })
    log.warn(
      { host, port: ingest.port },
      `port ${RTMP_PORT} is in use: encoders push to ${ingest.port} until the next start; set VIGIA_RTMP_PORT to keep one`,
    )
    return ingest
  }
}

/** @returns `host` or `host:port` for a client that has reached the server as `hostname` */
export function pushAddress({ rtmpHost, rtmpPublic }: Wanted, port: number): (hostname: string) => string {
  return (hostname) => {
    if (/:\d+$/.test(rtmpPublic) && !isIpv6(rtmpPublic)) return rtmpPublic
    const host = rtmpPublic || (isEverywhere(rtmpHost) ? hostname : rtmpHost)
    const written = isIpv6(host) ? `[${host}]` : host
    return port === RTMP_PORT ? written : `${written}:${port}`
  }
}

const isEverywhere = (host: string): boolean => host === '0.0.0.0' || host === '::'
/** Without brackets. */
const isIpv6 = (host: string): boolean => /^[0-9a-f]*:[0-9a-f:.]*:[0-9a-f.]*$/i.test(host)
