/** What stands around the jobs, as it must be: their service, an order that some of them use, their project, and cameras. */
import type { Deployment, Order } from '@vigia/core'
import { hex32 } from '@vigia/core/conformance'
import { deployment, order } from '../rig.testing.js'
import { must } from './reasons.js'

export const SERVICE = 'c-test-cloud'
export const RELEASES = ['1.0', '2.0', '3.0'] as const
export const ORDER = hex32(0xfeed)

/** The id by which a release is deployed. */
export const algIdOf = (version: string): string => `${version[0]}2222222-2222-4333-8444-555555555555`

export type Fact =
  | 'service runs'
  | 'service stopped'
  | 'order valid'
  | 'order over'
  | 'open'
  | 'frozen'
  | 'thawing'
  | `release ${string}`
  | `camera ${string} at ${string}`

export const firstDeployment = (): Deployment => deployment({ serviceName: SERVICE })

export const firstOrder = (until: number): Order => order({ id: ORDER, streams: 1, from: 0, until })

export class World {
  service = firstDeployment()
  order: Order
  isSettled = false
  frozen: 0 | 1 | 2 = 0

  /** @param cameras addresses of those that are registered, by their ids */
  constructor(
    until: number,
    readonly cameras: Map<string, string>,
  ) {
    this.order = firstOrder(until)
  }

  facts(now: number): Fact[] {
    const { service, order, frozen, cameras } = this
    const isOver = order.state !== 'active' || order.until <= now
    return [
      service.wanted === 'run' ? 'service runs' : 'service stopped',
      `release ${service.version}`,
      isOver ? 'order over' : 'order valid',
      (['open', 'frozen', 'thawing'] as const)[frozen],
      ...[...cameras].map(([id, url]) => `camera ${id} at ${url}` as const),
    ]
  }

  deployed(to: Deployment): void {
    this.service = to
  }

  upgraded(by: Deployment): void {
    must(by.updatedAt === this.service.updatedAt, 'an older deployment was said to be followed')
    this.service = { ...this.service, upgrading: false }
  }

  ordered(to: Pick<Order, 'state' | 'until' | 'streams'>): void {
    this.order = { ...this.order, ...to }
    this.isSettled = false
  }

  settled(now: number): void {
    must(this.facts(now).includes('order over'), 'an order that is valid was settled')
    this.isSettled = true
    if (this.order.state === 'active') this.order = { ...this.order, state: 'expired' }
  }

  say(): string {
    const { service, order, frozen, cameras } = this
    const release = `release ${service.version} ${service.wanted}${service.upgrading ? ', followed' : ''}`
    const parts = [release, `order ${order.state}, ${order.streams}`, `frozen ${frozen}`, ...cameras.values()]
    return `  around: ${parts.join('; ')}`
  }

  thawed(): void {
    if (this.frozen === 2) this.frozen = 0
  }
}
