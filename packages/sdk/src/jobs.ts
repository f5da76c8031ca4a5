/** Everything that can be asked of jobs. Every call throws VigiaError when it fails. */
import type {
  CreateTask,
  CreateTaskV1,
  ListQueryV2,
  TaskDeliveries,
  TaskDetailsV1,
  TaskDetailsV2,
  TaskHistory,
  TaskListV2,
  TaskResults,
  UpdateTask,
} from '@vigia/contract'
import { type Caller, inProject, part } from './caller.js'
import { type MovingPicture, movingPictures } from './moving-pictures.js'

export class Jobs {
  constructor(private readonly call: Caller) {}

  /**
   * Makes one job per item of `input.data`, all or none; they start at once.
   * @param body without `service_version` the one in use is taken, else the newest, without `name` one is made
   */
  async create(serviceName: string, body: CreateTask | CreateTaskV1): Promise<{ tasks: { id: string }[] }> {
    const complete = body.service_version !== undefined && body.name !== undefined
    const answer = await this.call.json((project) => ({
      method: 'POST',
      // The documented v2 address asks for name and version; v1 fills them in.
      path: complete
        ? `/v2/${part(project)}/services/${part(serviceName)}/tasks`
        : `/v1/${part(project)}/infer/services/${part(serviceName)}/tasks`,
      body,
    }))
    return answer as { tasks: { id: string }[] }
  }

  /** One page of jobs, newest first unless asked otherwise; `page_size` 5-1000. */
  async list(query: Partial<ListQueryV2> = {}): Promise<TaskListV2> {
    return (await this.call.json((project) => ({
      method: 'GET',
      path: `/v2/${part(project)}/tasks`,
      query,
    }))) as TaskListV2
  }

  /** Details as v1 gives them: 15 states, the three newer ones shown as their nearest older kin. */
  async get(id: string): Promise<TaskDetailsV1> {
    return (await this.call.json((project) => ({
      method: 'GET',
      path: `/v1/${part(project)}/infer/tasks/${part(id)}`,
    }))) as TaskDetailsV1
  }

  /** Details as v2 gives them: all 18 states. */
  async getV2(id: string): Promise<TaskDetailsV2> {
    return (await this.read(id, '')) as TaskDetailsV2
  }

  async start(id: string): Promise<void> {
    await this.call.json((project) => ({ method: 'PUT', path: `${task(project, id)}/action/start` }))
  }

  async stop(id: string): Promise<void> {
    await this.call.json((project) => ({ method: 'PUT', path: `${task(project, id)}/action/stop` }))
  }

  async update(id: string, body: UpdateTask): Promise<void> {
    await this.call.json((project) => ({ method: 'PUT', path: task(project, id), body }))
  }

  async delete(id: string): Promise<void> {
    await this.call.json((project) => ({ method: 'DELETE', path: task(project, id) }))
  }

  /** State changes, oldest first. */
  async history(id: string): Promise<TaskHistory['history']> {
    return ((await this.read(id, '/history')) as TaskHistory).history
  }

  /** Newest results first; `limit` 1-100 (20), `before` in milliseconds since 1970. */
  async results(id: string, query: { limit?: number; before?: number } = {}): Promise<TaskResults> {
    return (await this.read(id, '/results', query)) as TaskResults
  }

  async deliveries(id: string): Promise<TaskDeliveries> {
    return (await this.read(id, '/deliveries')) as TaskDeliveries
  }

  /** Newest annotated live frame, JPEG; undefined when there is none. */
  async picture(id: string): Promise<Blob | undefined> {
    return this.call.blob((project) => ({ method: 'GET', path: `${task(project, id)}/picture` }))
  }

  /**
   * Live pictures with regions and boxes; ends with the job, with the sign-in, or when the loop is left.
   * @param seconds 1 to 86400, after which it ends
   */
  async watch(id: string, seconds = 3_600): Promise<AsyncIterable<MovingPicture>> {
    return movingPictures(
      await this.call.stream(inProject('GET', `tasks/${part(id)}/live`, { query: { seconds } })),
    )
  }

  /** Picture of one result, JPEG; undefined when it has none. */
  async resultPicture(id: string, messageId: string): Promise<Blob | undefined> {
    return this.call.blob((project) => ({
      method: 'GET',
      path: `${task(project, id)}/results/${part(messageId)}/picture`,
    }))
  }

  /** Short film around one result, MP4; undefined when it has none, or none yet. */
  async resultClip(id: string, messageId: string): Promise<Blob | undefined> {
    return this.call.blob((project) => ({
      method: 'GET',
      path: `${task(project, id)}/results/${part(messageId)}/clip`,
    }))
  }

  private read(id: string, below: string, query?: { limit?: number; before?: number }): Promise<unknown> {
    return this.call.json((project) => ({
      method: 'GET',
      path: `${task(project, id)}${below}`,
      ...(query ? { query } : {}),
    }))
  }
}

const task = (project: string, id: string): string => `/v2/${part(project)}/tasks/${part(id)}`
