/** Services that a project may make jobs of. Every call throws VigiaError when it fails. */
import type { ServiceDetail, UserServices, UserServicesQuery } from '@vigia/contract'
import { type Caller, inProject, part } from './caller.js'

export class Services {
  constructor(private readonly call: Caller) {}

  /** All that match, newest first, or one page of them with `is_paged`. */
  async list(query: Partial<UserServicesQuery> = {}): Promise<UserServices> {
    return (await this.call.json(inProject('GET', 'algorithm/services/user', { query }))) as UserServices
  }

  /** With its releases, and the sheet of parameters of its jobs. */
  async get(id: string): Promise<ServiceDetail> {
    return (await this.call.json(inProject('GET', `algorithm/services/${part(id)}`))) as ServiceDetail
  }
}
