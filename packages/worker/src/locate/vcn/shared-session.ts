/**
 * One session with one VCN, for all runs that read cameras behind it: one sign-in at a time, kept alive while anybody
 * needs it, renewed when the server forgot it, and never asked for in a storm: VCNs lock accounts.
 */
import { AttemptError, type Failure, failure } from '../../source/index.js'
import type { VcnClient, VcnTicket } from './vcn-client.js'
import type { VcnTimers } from './vcn-timers.js'

/** As long as VIAS's own framework waits; VCNs forget sessions after 25 to 30 minutes. */
const KEEP_ALIVE_MS = 600_000
/** After a keep-alive that could not be sent. */
const KEEP_ALIVE_AGAIN_MS = 60_000
/** No other sign-in before so long after one that was refused; five take 18 minutes. The last one repeats. */
const REFUSED_LADDER_MS = [60_000, 120_000, 300_000, 600_000]
/** After one that did not get there; runs wait on ladders of their own. */
const UNREACHED_MS = 1_000
const SIGN_OUT_MS = 3_000

/** Why no sign-in is tried just now. */
interface Rest {
  until: number
  failure: Failure
  /** The server was reached and refused user and password. */
  refused: boolean
}

export class SharedSession {
  private users = 0
  private ticket: VcnTicket | undefined
  private signingIn: Promise<VcnTicket> | undefined
  private refusals = 0
  private rest: Rest | undefined
  private cancelKeepAlive: () => void = () => undefined
  private readonly closing = new AbortController()

  constructor(
    private readonly client: VcnClient,
    private readonly timers: VcnTimers,
  ) {}

  enter(): void {
    this.users++
  }

  /** Resolves when the session has ended, where this was its last user. */
  async leave(): Promise<void> {
    this.users--
    // A sign-in under way may open a session: it is waited for, then closed.
    await this.signingIn?.catch(() => undefined)
    if (this.users > 0) return
    const { ticket } = this
    if (ticket) await this.signOut(ticket)
  }

  get unused(): boolean {
    return this.users === 0
  }

  /** What it must remember though nobody uses it: how soon a password that was refused may be tried again. */
  get forgettable(): boolean {
    return this.unused && !(this.rest?.refused && this.timers.now() < this.rest.until)
  }

  /** Ends a sign-in that is under way. */
  close(): void {
    this.closing.abort()
  }

  /**
   * The address of a camera's stream, good for one player and a short time.
   * @param cameraCodes spellings of the camera's code, the likeliest first
   * @throws AttemptError
   */
  async address(cameraCodes: readonly string[], streamType: number, signal: AbortSignal): Promise<string> {
    let ticket = await this.signedIn(signal)
    let wasChecked = false
    let refusal: number | undefined
    for (const code of cameraCodes) {
      let answer = await this.client.streamAddress(ticket, code, streamType, signal)
      // No list tells which code means "not signed in", so the server is asked whether it knows the session.
      if (!('url' in answer) && !wasChecked) {
        wasChecked = true
        if (!(await this.client.keepAlive(ticket, signal))) {
          this.forget(ticket)
          ticket = await this.signedIn(signal)
          answer = await this.client.streamAddress(ticket, code, streamType, signal)
        }
      }
      if ('url' in answer) return answer.url
      refusal = answer.code
    }
    const code = refusal === undefined ? '' : ` (result code ${refusal})`
    throw new AttemptError(
      failure(
        'SOURCE.NOT_FOUND',
        `it refuses the camera${code}; check device_id and stream_type, that the camera is online, and that the user may see it`,
        'always',
      ),
    )
  }

  private async signedIn(signal: AbortSignal): Promise<VcnTicket> {
    if (this.ticket) return this.ticket
    const leftMs = (this.rest?.until ?? 0) - this.timers.now()
    if (this.rest && leftMs > 0) throw this.resting(this.rest, leftMs)
    this.signingIn ??= this.signIn().finally(() => {
      this.signingIn = undefined
    })
    return unlessAborted(this.signingIn, signal)
  }

  private async signIn(): Promise<VcnTicket> {
    const answer = await this.client.signIn(this.closing.signal).catch((error: unknown) => {
      if (!(error instanceof AttemptError)) throw error
      throw this.restFor(UNREACHED_MS, { failure: error.failure, refused: false })
    })
    if ('id' in answer) {
      this.refusals = 0
      this.rest = undefined
      this.ticket = answer
      this.keepAliveIn(KEEP_ALIVE_MS, answer)
      return answer
    }
    const waitMs = REFUSED_LADDER_MS[Math.min(this.refusals++, REFUSED_LADDER_MS.length - 1)]!
    const code = answer.code === undefined ? '' : ` (result code ${answer.code})`
    const reason = `it refuses user and password${code}; check input.vcn.username and password`
    throw this.restFor(waitMs, { failure: failure('SOURCE.UNAUTHORIZED', reason, 'always'), refused: true })
  }

  private restFor(waitMs: number, why: Omit<Rest, 'until'>): AttemptError {
    this.rest = { ...why, until: this.timers.now() + waitMs }
    return this.resting(this.rest, waitMs)
  }

  private resting({ failure, refused }: Rest, leftMs: number): AttemptError {
    if (!refused) return new AttemptError(failure)
    const pause = `lest it lock the account, these are tried again in ${Math.ceil(leftMs / 1000)} s`
    return new AttemptError({ ...failure, reason: `${failure.reason}; ${pause}` })
  }

  private keepAliveIn(waitMs: number, ticket: VcnTicket): void {
    this.cancelKeepAlive()
    this.cancelKeepAlive = this.timers.after(waitMs, () => {
      this.client.keepAlive(ticket, this.closing.signal).then(
        (alive) => {
          if (this.ticket !== ticket) return
          if (alive) this.keepAliveIn(KEEP_ALIVE_MS, ticket)
          else this.forget(ticket)
        },
        () => this.ticket === ticket && this.keepAliveIn(KEEP_ALIVE_AGAIN_MS, ticket),
      )
    })
  }

  /** Several runs find out at the same time; only the first one's word counts. */
  private forget(ticket: VcnTicket): void {
    if (this.ticket !== ticket) return
    this.ticket = undefined
    this.cancelKeepAlive()
  }

  private async signOut(ticket: VcnTicket): Promise<void> {
    this.forget(ticket)
    // One that cannot be reached forgets the session by itself.
    await this.client.signOut(ticket, AbortSignal.timeout(SIGN_OUT_MS)).catch(() => undefined)
  }
}

/** The shared work goes on for the others. */
function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(new AttemptError(failure('SOURCE.TIMED_OUT', 'it was asked in vain', 'always')))
    signal.addEventListener('abort', stop)
    if (signal.aborted) stop()
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop))
  })
}
