/** What a job needs beside a free slot: a stream of its order, and one of those its service was deployed with. */
import {
  type DeploymentStore,
  type Order,
  type OrderStore,
  orderPhase,
  type StreamLimit,
  type WaitingJob,
} from '@vigia/core'

export interface StreamLimitsDeps {
  deployments: Pick<DeploymentStore, 'get'>
  orders: Pick<OrderStore, 'find'>
}

interface Limit extends StreamLimit {
  /** Why the job waits when the limit is reached, and what to do. */
  words: string
}

export type Allowance = { limits: Limit[]; refusal?: undefined } | { limits?: undefined; refusal: string }

/** @param now integer milliseconds UTC by the wall clock */
export async function allowanceOf(
  { deployments, orders }: StreamLimitsDeps,
  job: WaitingJob,
  now: number,
): Promise<Allowance> {
  const { projectId, serviceName, orderId } = job
  const deployment = await deployments.get(projectId, serviceName)
  if (deployment?.wanted === 'stop') return { refusal: serviceStopped(serviceName) }
  const limits: Limit[] = []
  if (deployment?.streamCount !== undefined) {
    limits.push({
      scope: { projectId, serviceName },
      most: deployment.streamCount,
      words: `Waiting for a stream of the service ${serviceName}: ${allInUse(deployment.streamCount)}. Stop another of its jobs, or deploy it with a greater stream_count.`,
    })
  }
  if (orderId === undefined) return { limits }
  const order = await orders.find(orderId)
  const refusal = order
    ? whyNotValid(order, now)
    : `Its order ${orderId} is not there any more. Give it another one.`
  if (!order || refusal) return { refusal: refusal ?? '' }
  limits.push({
    scope: { orderId },
    most: order.streams,
    words: `Waiting for a stream of its order ${orderId}: ${allInUse(order.streams)}. Stop another of its jobs, or renew it with more streams.`,
  })
  return { limits }
}

export const serviceStopped = (serviceName: string): string =>
  `The service ${serviceName} was stopped in this project. Deploy it again, then start the job.`

export function orderOver({ id, state, until }: Pick<Order, 'id' | 'state' | 'until'>): string {
  const over = state === 'cancelled' ? 'was cancelled' : `ended on ${new Date(until).toISOString()}`
  const remedy = state === 'cancelled' ? 'Place another one' : 'Renew it'
  return `Its order ${id} ${over}. ${remedy}, then start the job.`
}

/** Undefined when jobs may run on the order now. */
function whyNotValid(order: Order, now: number): string | undefined {
  switch (orderPhase(order, now)) {
    case 'cancelled':
    case 'expired':
      return orderOver(order)
    case 'pending':
      return `Waiting for the begin of its order ${order.id} on ${new Date(order.from).toISOString()}.`
    default:
      return undefined
  }
}

const allInUse = (most: number): string => (most === 1 ? 'the only one is in use' : `all ${most} are in use`)
