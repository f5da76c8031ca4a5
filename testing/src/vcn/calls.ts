/** What the simulated VCN answers to each call of its northbound REST. */
import { randomBytes } from 'node:crypto'
import { Accounts, RESULT } from './accounts.js'
import { cameraList } from './camera-lists.js'
import type { VcnSettings } from './settings.js'
import { streamPath, streamRequest } from './stream-address.js'

export interface VcnCall {
  /** E.g. `GET /common/keepAlive`. */
  name: string
  query: URLSearchParams
  sessionId: string | undefined
  /** JSON taken apart. */
  body: unknown
}

export interface VcnReply {
  code: number
  members?: object
  headers?: Record<string, string>
}

/** How often what was asked for. */
export type VcnCounts = Record<'signIns' | 'keepAlives' | 'addresses' | 'signOuts', number>

export class VcnCalls {
  readonly accounts: Accounts
  readonly counts: VcnCounts = { signIns: 0, keepAlives: 0, addresses: 0, signOuts: 0 }
  /** Addresses of streams, in the order they were given. */
  readonly handedOut: string[] = []

  constructor(
    private readonly settings: VcnSettings,
    private readonly issue: (path: string, until: number) => string | Promise<string>,
    private readonly now: () => number,
  ) {
    this.accounts = new Accounts(settings, now)
  }

  /** Undefined when there is no such call. */
  async answer(call: VcnCall): Promise<VcnReply | undefined> {
    switch (call.name) {
      case 'POST /loginInfo/login/v1.0':
        return this.signIn(call.body)
      case 'GET /common/keepAlive':
        this.counts.keepAlives++
        return this.signedIn(call, () => ({ code: RESULT.ok }))
      case 'POST /video/rtspurl/v1.0':
        return this.signedIn(call, () => this.stream(call.body))
      case 'GET /device/deviceList/v1.0':
        return this.signedIn(call, () => ({
          code: RESULT.ok,
          members: cameraList(this.settings.cameras, call.query, this.settings.listShape),
        }))
      case 'GET /users/logout':
      case 'POST /users/logout':
        this.counts.signOuts++
        return this.signedIn(call, (sessionId) => {
          this.accounts.signOut(sessionId)
          return { code: RESULT.ok }
        })
      default:
        return undefined
    }
  }

  private signedIn<Reply>({ sessionId }: VcnCall, act: (sessionId: string) => Reply): Reply | VcnReply {
    const known = sessionId !== undefined && this.accounts.userOf(sessionId) !== undefined
    return known ? act(sessionId) : { code: RESULT.notSignedIn }
  }

  private signIn(body: unknown): VcnReply {
    this.counts.signIns++
    const { userName, password } = (body ?? {}) as Record<string, unknown>
    const { code, sessionId } = this.accounts.signIn(String(userName), String(password))
    if (sessionId === undefined) return { code }
    const cookie = `JSESSIONID=${sessionId}; Path=/; Secure; HttpOnly`
    switch (this.settings.sessionIn) {
      case 'header':
        return { code, headers: { JSESSIONID: sessionId } }
      case 'later-cookie':
        return { code, headers: { 'set-cookie': `lang=en; ${cookie}` } }
      case 'cookie':
        return { code, headers: { 'set-cookie': cookie } }
    }
  }

  private async stream(body: unknown): Promise<VcnReply> {
    const request = streamRequest(body)
    if (!request) return { code: RESULT.badRequest }
    const { cameras, takes, tokenMs } = this.settings
    const camera = cameras.find(
      ({ code, domainCode }) => request.cameraCode === (takes === 'whole' ? `${code}#${domainCode}` : code),
    )
    if (!camera) return { code: RESULT.noSuchCamera }
    this.counts.addresses++
    const path = streamPath(camera, request.streamType, randomBytes(12).toString('hex'))
    const rtspURL = await this.issue(path, this.now() + tokenMs)
    this.handedOut.push(rtspURL)
    return { code: RESULT.ok, members: { rtspURL } }
  }
}
