/** The calls of a Video Cloud Node's northbound REST (spec C.5) that it takes to learn a stream's address. */
import type { AddressPolicy, VcnInput } from '@vigia/core'
import { AttemptError, failure } from '../../source/index.js'
import { type Answer, ask } from '../ask.js'
import type { CertificateRemedy } from '../certificate-fault.js'

export type VcnServer = VcnInput['server']

/** What tells the server who asks; kept in memory only. */
export interface VcnTicket {
  id: string
  /** Some firmware hands it out, and wants it back, as a header of its own instead of a cookie. */
  byHeader: boolean
}

/** The server answered and said no. */
export interface VcnRefusal {
  /** Its `resultCode`; undefined when it answered with none. */
  code: number | undefined
}

export interface VcnClientOptions {
  policy: AddressPolicy
  verify: false | CertificateRemedy
  /** For each call, milliseconds. */
  timeoutMs: number
}

/** Signed in; with an expired password; for the first time. */
const SIGNED_IN = new Set([0, 119101305, 119101308])
/** They refuse who asks, not how. */
const UNAUTHORIZED = new Set([301, 302, 303, 401, 403])

export class VcnClient {
  constructor(
    private readonly server: VcnServer,
    private readonly options: VcnClientOptions,
  ) {}

  /** @throws AttemptError when it cannot be reached or does not speak as a VCN does */
  async signIn(signal: AbortSignal): Promise<VcnTicket | VcnRefusal> {
    const { username, password } = this.server
    const body = JSON.stringify({ userName: username, password })
    const answer = await this.call('POST', '/loginInfo/login/v1.0', undefined, body, signal)
    if (UNAUTHORIZED.has(answer.status)) return { code: undefined }
    const code = codeOf(membersOf(answer))
    if (code === undefined) throw noVcn()
    if (!SIGNED_IN.has(code)) return { code }
    const ticket = ticketIn(answer)
    if (!ticket) throw new AttemptError(failure('SOURCE.UNREACHABLE', 'it opened no session', 'always'))
    return ticket
  }

  /** Whether the server still knows the session. */
  async keepAlive(ticket: VcnTicket, signal: AbortSignal): Promise<boolean> {
    const answer = await this.call('GET', '/common/keepAlive', ticket, undefined, signal)
    return answer.status === 200 && codeOf(membersOf(answer)) === 0
  }

  /** @param streamType 1 main stream, 2 and 3 sub-streams */
  async streamAddress(
    ticket: VcnTicket,
    cameraCode: string,
    streamType: number,
    signal: AbortSignal,
  ): Promise<{ url: string } | VcnRefusal> {
    const body = JSON.stringify({
      cameraCode,
      mediaURLParam: {
        broadCastType: 0,
        packProtocolType: 1,
        protocolType: 2,
        serviceType: 1,
        streamType,
        transMode: 0,
        clientType: 1,
      },
    })
    const answer = await this.call('POST', '/video/rtspurl/v1.0', ticket, body, signal)
    const members = membersOf(answer)
    const code = codeOf(members)
    if (answer.status !== 200 || code !== 0) return { code }
    if (typeof members?.rtspURL === 'string') return { url: members.rtspURL }
    throw new AttemptError(failure('SOURCE.UNSUPPORTED', 'there is no rtspURL in its answer', 'always'))
  }

  async signOut(ticket: VcnTicket, signal: AbortSignal): Promise<void> {
    await this.call('GET', '/users/logout', ticket, undefined, signal)
  }

  private async call(
    method: 'GET' | 'POST',
    path: string,
    ticket: VcnTicket | undefined,
    body: string | undefined,
    signal: AbortSignal,
  ): Promise<Answer> {
    const { ip, port } = this.server
    const answer = await ask(
      {
        url: new URL(`https://${ip}:${port}${path}`),
        method,
        headers: {
          'content-type': 'application/json',
          'cache-control': 'no-cache',
          ...(ticket ? { cookie: `JSESSIONID=${ticket.id}` } : {}),
          ...(ticket?.byHeader ? { jsessionid: ticket.id } : {}),
        },
        ...(body === undefined ? {} : { body }),
        ...this.options,
      },
      signal,
    )
    if (answer.status >= 500 || answer.status === 404)
      throw new AttemptError(
        failure('SOURCE.UNREACHABLE', `it answered ${answer.status}; check its port`, 'always'),
      )
    return answer
  }
}

const noVcn = () =>
  new AttemptError(
    failure('SOURCE.UNREACHABLE', 'what answers there is no VCN; check input.vcn.ip and port', 'always'),
  )

function membersOf({ text }: Answer): Record<string, unknown> | undefined {
  try {
    const found: unknown = JSON.parse(text)
    return typeof found === 'object' && found !== null ? (found as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}

/** Firmware writes it as a number or as text. */
function codeOf(members: Record<string, unknown> | undefined): number | undefined {
  const given = members?.resultCode
  if (typeof given !== 'number' && typeof given !== 'string') return undefined
  const code = given === '' ? Number.NaN : Number(given)
  return Number.isSafeInteger(code) ? code : undefined
}

/** From the cookie, wherever in its line it stands, or from a header of the same name. */
function ticketIn({ headers }: Answer): VcnTicket | undefined {
  for (const line of headers['set-cookie'] ?? []) {
    const id = /(?:^|[;,\s])JSESSIONID=([^;,\s]+)/i.exec(line)?.[1]
    if (id !== undefined) return { id, byHeader: false }
  }
  const id = headers.jsessionid
  return typeof id === 'string' && id !== '' ? { id, byHeader: true } : undefined
}
