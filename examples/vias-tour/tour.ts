/** One tour: asks the server, checks the answers' status, prints a line a step, and knows which jobs it has made. */
import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Config } from './config.js'
import type { ErrorBody, Job } from './wire.js'

const TIMEOUT_MS = 30_000
const POLL_MS = 300

export interface Answer<T> {
  headers: Headers
  body: T
}

export class Tour {
  /** Begins the names of all jobs of this tour, so that it meets no others. */
  readonly prefix = `tour-${randomBytes(3).toString('hex')}`
  token = ''
  projectId = ''
  steps = 0
  private readonly made = new Set<string>()
  private asked = ''
  private shown = ''

  constructor(readonly config: Config) {}

  /**
   * One request; `{project_id}` in the path is filled in.
   * @throws Error when the answer has another status than `want`
   */
  async ask<T>(
    method: string,
    path: string,
    want: number,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Answer<T>> {
    const answer = await this.request<T>(method, path, want, body, headers)
    this.shown = this.asked
    return answer
  }

  private async request<T>(
    method: string,
    path: string,
    want: number,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer<T>> {
    const response = await fetch(this.config.server + path.replace('{project_id}', this.projectId), {
      method,
      headers: {
        ...(this.token ? { 'x-auth-token': this.token } : {}),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    const text = await response.text()
    this.asked = `${method} ${path.replaceAll(/[0-9a-f]{32}/g, '{task_id}')} ${response.status}`
    this.check(response.status === want, `wanted status ${want}, got ${text.slice(0, 500) || 'no body'}`)
    return { headers: response.headers, body: (text === '' ? undefined : JSON.parse(text)) as T }
  }

  chapter(title: string): void {
    console.log(`\n${title}`)
  }

  /** What the last answer, or looking at the job after it, showed. */
  say(text: string): void {
    this.steps++
    console.log(`  ${this.shown}\n      ${text}`)
  }

  /** @throws Error that names the last request, unless `holds` */
  check(holds: boolean, otherwise: string): asserts holds {
    if (!holds) throw new Error(`${this.asked}: ${otherwise}`)
  }

  job = async (id: string): Promise<Job> =>
    (await this.request<Job>('GET', `/v2/{project_id}/tasks/${id}`, 200)).body

  /** @throws Error with what the job says of itself when it does not get there in time */
  async untilState(id: string, state: string): Promise<Job> {
    const deadline = performance.now() + this.config.patienceMs
    for (;;) {
      const job = await this.job(id)
      if (job.state === state) return job
      const reason = [job.status, job.error?.message].filter(Boolean).join(' ')
      this.check(
        performance.now() < deadline,
        `job ${job.name} did not become ${state} within ${this.config.patienceMs / 1000} s; it is ${job.state}. ${reason}`,
      )
      await sleep(POLL_MS)
    }
  }

  /** A deleted job may be seen DELETING for a while; then its id is unknown. */
  async untilGone(id: string): Promise<void> {
    const deadline = performance.now() + this.config.patienceMs
    while (await this.exists(id)) {
      this.check(performance.now() < deadline, `the deleted job ${id} is still there`)
      await sleep(POLL_MS)
    }
    this.made.delete(id)
  }

  private async exists(id: string): Promise<boolean> {
    const url = `${this.config.server}/v2/${this.projectId}/tasks/${id}`
    const response = await fetch(url, {
      headers: { 'x-auth-token': this.token },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    if (response.status === 200) return true
    const { error_code } = (await response.json()) as ErrorBody
    this.check(error_code === 'VIAS.00010007', `an unknown job should be VIAS.00010007, not ${error_code}`)
    return false
  }

  /** Jobs that a failed tour must not leave behind. */
  remember(...ids: string[]): void {
    for (const id of ids) this.made.add(id)
  }

  async removeWhatIsLeft(): Promise<void> {
    for (const id of this.made) {
      await this.ask('DELETE', `/v2/{project_id}/tasks/${id}`, 200).catch((error: Error) =>
        console.error(`The job ${id} of this tour is left behind: ${error.message}`),
      )
    }
  }
}
