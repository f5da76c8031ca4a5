/** Rules of the event centre: what is put together, reviewed and kept back. Every call throws VigiaError when it fails. */
import type { ChangeEventRule, EventRuleAnswer, EventRuleList } from '@vigia/contract'
import { type Caller, inProject, part } from './caller.js'

const one = (id: string): string => `events/rules/${part(id)}`

export class EventRules {
  constructor(private readonly call: Caller) {}

  /** In the order in which they are looked at. */
  async list(): Promise<EventRuleAnswer[]> {
    return ((await this.call.json(inProject('GET', 'events/rules'))) as EventRuleList).rules
  }

  async get(id: string): Promise<EventRuleAnswer> {
    return (await this.call.json(inProject('GET', one(id)))) as EventRuleAnswer
  }

  async create(body: ChangeEventRule): Promise<EventRuleAnswer> {
    return (await this.call.json(inProject('POST', 'events/rules', { body }))) as EventRuleAnswer
  }

  /** Replaces it whole: what is left out gets its default. */
  async update(id: string, body: ChangeEventRule): Promise<EventRuleAnswer> {
    return (await this.call.json(inProject('PUT', one(id), { body }))) as EventRuleAnswer
  }

  async delete(id: string): Promise<void> {
    await this.call.json(inProject('DELETE', one(id)))
  }
}
