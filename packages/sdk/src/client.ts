/** The client: one server, one project, one token that is renewed when it ends. Runs in browsers and in Node. */
import { Audit } from './audit.js'
import type { Caller } from './caller.js'
import { Cameras } from './cameras.js'
import { DataStreams } from './data-streams.js'
import { Deliveries } from './deliveries.js'
import { CLIENT_CODES, VigiaError } from './errors.js'
import { Events } from './events.js'
import { Groups } from './groups.js'
import { Http, type HttpRequest } from './http.js'
import { type Credentials, describeToken, requestToken, type Session } from './identity.js'
import { Jobs } from './jobs.js'
import { Keys } from './keys.js'
import { Objects } from './objects.js'
import { Series } from './series.js'
import { Services } from './services.js'
import { Sources } from './sources.js'
import { Streams } from './streams.js'

export interface ClientOptions {
  /** Address of the server, e.g. `http://127.0.0.1:8080`. */
  baseUrl: string
  /** A token got elsewhere. It cannot be renewed. */
  token?: string
  /** Project of the token; asked of the server when left out. */
  projectId?: string
  /** The first call signs in with them, and a later one again when the token has ended. */
  credentials?: Credentials
  /** For each request, until the last byte of its answer; 30 s when left out. */
  timeoutMs?: number
}

export class VigiaClient {
  readonly jobs: Jobs
  readonly services: Services
  readonly sources: Sources
  readonly groups: Groups
  readonly cameras: Cameras
  readonly streams: Streams
  readonly dataStreams: DataStreams
  readonly objects: Objects
  readonly deliveries: Deliveries
  readonly events: Events
  readonly series: Series
  readonly keys: Keys
  readonly audit: Audit
  private readonly http: Http
  private token: string | undefined
  private projectId: string | undefined
  private credentials: Credentials | undefined
  private signingIn: Promise<Session> | undefined

  /** @throws TypeError when `baseUrl` cannot be used */
  constructor(options: ClientOptions) {
    this.http = new Http(options.baseUrl, options.timeoutMs)
    this.token = options.token
    this.projectId = options.projectId
    this.credentials = options.credentials
    const call: Caller = {
      json: async (make) => (await this.signedIn((request) => this.http.json(request), make)).json,
      blob: (make) => this.signedIn((request) => this.http.blob(request), make),
      text: (make) => this.signedIn((request) => this.http.text(request), make),
      stream: (make) => this.signedIn((request) => this.http.stream(request), make),
    }
    this.jobs = new Jobs(call)
    this.services = new Services(call)
    this.sources = new Sources(call)
    this.groups = new Groups(call)
    this.cameras = new Cameras(call)
    this.streams = new Streams(call)
    this.dataStreams = new DataStreams(call)
    this.deliveries = new Deliveries(call)
    this.events = new Events(call)
    this.series = new Series(call)
    this.objects = new Objects(call)
    this.audit = new Audit(call)
    this.keys = new Keys((request) => call.json(() => request))
  }

  /**
   * Gets a token; later calls use it, and renew it with these credentials, which stay in memory.
   * @throws VigiaError with code `SIGN_IN` when they are refused
   */
  async signIn(credentials: Credentials): Promise<Session> {
    const session = await requestToken(this.http, credentials)
    this.credentials = credentials
    return this.use(session)
  }

  /** What the token in use stands for; signs in first when there is none. */
  async session(): Promise<Session> {
    if (this.token === undefined) return this.renew()
    return this.use(await describeToken(this.http, this.token))
  }

  private async signedIn<T>(
    send: (request: HttpRequest) => Promise<T>,
    make: (projectId: string) => HttpRequest,
  ): Promise<T> {
    if (this.token === undefined) await this.renew()
    const used = this.token
    try {
      return await send(await this.withToken(make))
    } catch (error) {
      if (!(error instanceof VigiaError) || error.status !== 401 || this.credentials === undefined)
        throw error
      // Another call may have renewed the token while this one was under way.
      if (this.token === used) await this.renew()
      return send(await this.withToken(make))
    }
  }

  private async withToken(make: (projectId: string) => HttpRequest): Promise<HttpRequest> {
    const projectId = this.projectId ?? (await this.session()).projectId
    const request = make(projectId)
    return { ...request, headers: { ...request.headers, 'x-auth-token': this.token ?? '' } }
  }

  /** Calls that need a token at the same time share one sign-in: each failed one counts against the user. */
  private renew(): Promise<Session> {
    if (this.credentials === undefined) {
      return Promise.reject(
        new VigiaError({
          status: 401,
          code: CLIENT_CODES.signIn,
          message: 'The client is not signed in.',
          detail: 'there is neither a token nor a user and password',
          advice: 'Call signIn first, or give the client a token.',
        }),
      )
    }
    this.signingIn ??= requestToken(this.http, this.credentials)
      .then((session) => this.use(session))
      .finally(() => {
        this.signingIn = undefined
      })
    return this.signingIn
  }

  private use(session: Session): Session {
    this.token = session.token
    this.projectId = session.projectId
    return session
  }
}
