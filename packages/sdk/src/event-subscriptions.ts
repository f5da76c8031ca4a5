/** Subscriptions of the event centre: who is sent its events. Every call throws VigiaError when it fails. */
import type { ChangeEventSubscription, EventSubscriptionAnswer, EventSubscriptionList } from '@vigia/contract'
import { type Caller, inProject, part } from './caller.js'

const one = (id: string): string => `events/subscriptions/${part(id)}`

export class EventSubscriptions {
  constructor(private readonly call: Caller) {}

  /** By name, the values of their headers masked. */
  async list(): Promise<EventSubscriptionAnswer[]> {
    const answer = await this.call.json(inProject('GET', 'events/subscriptions'))
    return (answer as EventSubscriptionList).subscriptions
  }

  async get(id: string): Promise<EventSubscriptionAnswer> {
    return (await this.call.json(inProject('GET', one(id)))) as EventSubscriptionAnswer
  }

  async create(body: ChangeEventSubscription): Promise<EventSubscriptionAnswer> {
    const answer = await this.call.json(inProject('POST', 'events/subscriptions', { body }))
    return answer as EventSubscriptionAnswer
  }

  /** Replaces it whole; a masked value keeps what is stored, for the same server only. */
  async update(id: string, body: ChangeEventSubscription): Promise<EventSubscriptionAnswer> {
    return (await this.call.json(inProject('PUT', one(id), { body }))) as EventSubscriptionAnswer
  }

  /** What waits to be sent to it is given up. */
  async delete(id: string): Promise<void> {
    await this.call.json(inProject('DELETE', one(id)))
  }
}
