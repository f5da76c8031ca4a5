/** The built console and an API that answers as the platform does (platform-api, own addresses of the design), from memory. */
import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { extname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import { fakeHistory, PROJECT, rowOf } from './fake-jobs.mjs'

/** What the console asks for the names of algorithms in Chinese. */
const SERVICES = {
  count: 1,
  total: 1,
  service_list: [{ alg_name: 'Intrusion Detection', alg_name_zh: '入侵检测' }],
}

const DIST = fileURLToPath(new URL('../dist/', import.meta.url))
const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
}
/** As strict as a server could wish; pictures come from memory and from the data of heat maps. */
const POLICY =
  "default-src 'self'; img-src 'self' blob: data:; style-src 'self' 'unsafe-inline'; frame-ancestors 'none'"
const PASSWORD = 'correct horse'

class Refused extends Error {
  constructor(status, body) {
    super('refused')
    Object.assign(this, { status, body })
  }
}

const platformError = (status, error_code, error_msg, detail, advice) =>
  new Refused(status, { error_code, error_msg, detail, params: [], reason: error_msg, advice })
const keystoneError = (code, message, title) => new Refused(code, { error: { code, message, title } })

export class FakeServer {
  jobs = new Map()
  results = new Map()
  deliveries = { pending: 2, delivered: 31, dead: 1 }
  /** JPEG bytes. */
  pictures = []
  tokens = new Set()
  revoked = 0
  /** Keeps every call waiting or failing, to see what the console makes of it. */
  isDown = false
  #pictureCalls = 0
  #server = createServer((request, response) => void this.#serve(request, response))

  async start() {
    await new Promise((done) => this.#server.listen(0, '127.0.0.1', done))
    this.url = `http://127.0.0.1:${this.#server.address().port}`
  }

  async stop() {
    this.#server.closeAllConnections()
    await new Promise((done) => this.#server.close(done))
  }

  setJobs(...jobs) {
    this.jobs = new Map(jobs.map((job) => [job.id, job]))
  }

  change(id, changed) {
    this.jobs.set(id, { ...this.jobs.get(id), ...changed, updated_at: new Date().toISOString() })
  }

  async #serve(request, response) {
    const url = new URL(request.url, this.url)
    try {
      if (!/^\/v[123]\//.test(url.pathname)) return await this.#file(url.pathname, response)
      if (this.isDown) return response.destroy()
      const chunks = []
      for await (const chunk of request) chunks.push(chunk)
      const text = Buffer.concat(chunks).toString()
      const {
        status = 200,
        headers = {},
        body,
        bytes,
      } = this.#api(request, url, text === '' ? undefined : JSON.parse(text))
      response.writeHead(status, { 'content-type': bytes ? 'image/jpeg' : 'application/json', ...headers })
      response.end(bytes ?? (body === undefined ? undefined : JSON.stringify(body)))
    } catch (error) {
      const known =
        error instanceof Refused
          ? error
          : platformError(500, 'VIAS.00010006', 'Internal error.', String(error), 'Look at the test.')
      response.writeHead(known.status, { 'content-type': 'application/json' })
      response.end(JSON.stringify(known.body))
    }
  }

  async #file(path, response) {
    const file = normalize(path === '/' ? '/index.html' : path)
    const bytes = await readFile(join(DIST, file)).catch(() => undefined)
    if (!bytes) return response.writeHead(404).end()
    response.writeHead(200, {
      'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
      'content-security-policy': POLICY,
    })
    response.end(bytes)
  }

  #api(request, url, body) {
    if (url.pathname === '/v3/auth/tokens') return this.#tokens(request, body)
    if (!this.tokens.has(request.headers['x-auth-token'])) {
      throw new Refused(401, {
        error_code: 'APIG.0301',
        error_msg: 'The credentials of the request are not accepted. X-Auth-Token: the token is unknown',
        request_id: 'r-1',
      })
    }
    const [, version, project, ...rest] = url.pathname.split('/')
    if (rest[0] === 'delivery-targets') return { body: { count: 0, targets: [] } }
    if (rest.join('/') === 'algorithm/services/user') return { body: SERVICES }
    if (rest[0] === 'deliveries') return { body: { count: 0, deliveries: [] } }
    if (version !== 'v2' || project !== PROJECT || rest.shift() !== 'tasks')
      throw platformError(500, 'VIAS.00010006', 'Internal error.', url.pathname, '')
    const [id, ...below] = rest
    if (id === undefined) return { body: this.#list(url.searchParams) }
    const job = this.jobs.get(id)
    if (!job)
      throw platformError(
        400,
        'VIAS.00010007',
        'The job does not exist.',
        `task_id: there is no job ${id}`,
        'Check the task id.',
      )
    return this.#job(request, job, below, url.searchParams)
  }

  #tokens(request, body) {
    if (request.method === 'DELETE') {
      this.tokens.delete(request.headers['x-subject-token'])
      this.revoked++
      return { status: 204 }
    }
    const { user } = body.auth.identity.password
    const { project } = body.auth.scope
    if (user.name !== 'admin' || user.password !== PASSWORD || user.domain.name !== 'vigia') {
      throw keystoneError(401, 'The username or password is wrong.', 'Unauthorized')
    }
    if (project.name !== 'default')
      throw keystoneError(401, 'auth.scope.project: there is no such project for this user', 'Unauthorized')
    const token = randomBytes(32).toString('hex')
    this.tokens.add(token)
    const domain = { id: 'd', name: 'vigia' }
    const now = Date.now()
    return {
      status: 201,
      headers: { 'x-subject-token': token },
      body: {
        token: {
          methods: ['password'],
          issued_at: new Date(now).toISOString().replace('Z', '000Z'),
          expires_at: new Date(now + 86_400_000).toISOString().replace('Z', '000Z'),
          user: { id: 'u', name: 'admin', domain, password_expires_at: '' },
          project: { id: PROJECT, name: 'default', domain },
          roles: [],
          catalog: [],
        },
      },
    }
  }

  #list(query) {
    const page = Number(query.get('page') ?? 1)
    const page_size = Number(query.get('page_size') ?? 10)
    const found = [...this.jobs.values()].filter(
      (job) =>
        job.name.includes(query.get('task_name') ?? '') &&
        [null, job.state].includes(query.get('task_state')),
    )
    const tasks = found.slice((page - 1) * page_size, page * page_size).map(rowOf)
    return { count: tasks.length, total: found.length, tasks, page, page_size }
  }

  #job(request, job, [below, part, last], query) {
    if (request.method === 'DELETE') {
      this.jobs.delete(job.id)
      return { body: {} }
    }
    if (request.method === 'PUT' && below === 'action') return this.#act(job, part)
    if (below === undefined) return { body: job }
    if (below === 'history') return { body: { history: fakeHistory(job) } }
    if (below === 'deliveries') return { body: this.deliveries }
    if (below === 'series') return { body: { count: 0, series: [] } }
    if (below === 'picture') return this.#picture(job)
    if (below === 'results' && last === 'picture') return { bytes: this.pictures[0] }
    const limit = Number(query.get('limit') ?? 20)
    const before = Number(query.get('before') ?? Number.POSITIVE_INFINITY)
    const results = (this.results.get(job.id) ?? [])
      .filter((result) => Date.parse(result.at) < before)
      .slice(0, limit)
    return { body: { count: results.length, results } }
  }

  #act(job, command) {
    if (job.state === 'FROZEN' || (command === 'start' && job.state === 'RUNNING')) {
      throw platformError(
        500,
        'VIAS.00010012',
        'This operation is not allowed.',
        `${command}: the job is ${job.state}`,
        'Wait for another state.',
      )
    }
    this.change(job.id, { state: command === 'start' ? 'PENDING' : 'STOPPING', status: undefined })
    return { body: { id: job.id, status_code: 200, status_msg: 'success' } }
  }

  #picture(job) {
    if (job.state !== 'RUNNING') {
      throw platformError(
        404,
        'VIAS.00010002',
        'The object does not exist.',
        'picture: there is none yet; ask again while the job is RUNNING',
        '',
      )
    }
    return {
      headers: { 'x-picture-at': new Date(Date.now() - 200).toISOString() },
      bytes: this.pictures[this.#pictureCalls++ % this.pictures.length],
    }
  }
}

export { PASSWORD }
