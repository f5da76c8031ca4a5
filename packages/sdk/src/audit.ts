/** The audit log: who changed what from where. Every call throws VigiaError when it fails. */
import type { AuditExportQuery, AuditList, AuditQuery, AuditVerdict } from '@vigia/contract'
import { type Caller, inProject, part } from './caller.js'
import type { HttpRequest } from './http.js'

/** Of the client's project, or of its user's domain: sign-ins, and changes outside projects. */
export type AuditOf = 'project' | 'domain'

export class Audit {
  constructor(private readonly call: Caller) {}

  /** One page of requests, newest first; `page_size` 1-1000 (20), times in milliseconds since 1970. */
  async list(query: Partial<AuditQuery> = {}, of: AuditOf = 'project'): Promise<AuditList> {
    return (await this.call.json(await this.at('', of, query))) as AuditList
  }

  /**
   * Whether the log is as it was written.
   * @param head a hash that was answered as its head earlier; with it an end that was cut off is found as well
   */
  async verify(head?: string, of: AuditOf = 'project'): Promise<AuditVerdict> {
    return (await this.call.json(await this.at('/verify', of, { head }))) as AuditVerdict
  }

  /** Entries, oldest first, as text with one JSON object (`AuditLine`) a line; it comes in pieces of any length. */
  async export(query: AuditExportQuery = {}, of: AuditOf = 'project'): Promise<AsyncIterable<string>> {
    return this.call.text(await this.at('/export', of, query))
  }

  private async at(
    below: string,
    of: AuditOf,
    query: NonNullable<HttpRequest['query']>,
  ): Promise<(projectId: string) => HttpRequest> {
    if (of === 'project') return inProject('GET', `audit${below}`, { query })
    const answer = await this.call.json(() => ({ method: 'GET', path: '/v3/auth/domains' }))
    const id = (answer as { domains: { id: string }[] }).domains[0]?.id ?? ''
    return () => ({ method: 'GET', path: `/v3/domains/${part(id)}/audit${below}`, query })
  }
}
