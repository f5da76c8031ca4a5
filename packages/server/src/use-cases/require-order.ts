/** Which order a job runs on: one of the project for a package that holds its service, and that is not over. */
import { ApiError, type ErrorCode } from '@vigia/contract'
import { type Job, orderPhase, sellerOf, servicesOf } from '@vigia/core'
import type { JobDeps } from './job-deps.js'

type Deps = Pick<JobDeps, 'orders' | 'algorithms' | 'clock'>

/**
 * The order that a request names, fit for the job.
 * @throws ApiError naming `resource_order_id`: VIAS.00010002 when the project has no such order, else VIAS.00010001
 */
export async function orderFor(
  deps: Deps,
  projectId: string,
  serviceName: string,
  orderId: string | undefined,
): Promise<string | undefined> {
  const fault = await faultOf(deps, projectId, serviceName, orderId)
  if (fault) throw new ApiError(fault.code, `resource_order_id: ${fault.told}`)
  return orderId
}

/** @throws ApiError VIAS.00010012 when the job to be started has no order that it can run on */
export async function requireOrder(
  deps: Deps,
  { projectId, serviceName, orderId }: Pick<Job, 'projectId' | 'serviceName' | 'orderId'>,
): Promise<void> {
  const fault = await faultOf(deps, projectId, serviceName, orderId)
  if (fault) throw new ApiError('VIAS.00010012', `start: resource_order_id: ${fault.told}`)
}

async function faultOf(
  { orders, algorithms, clock }: Deps,
  projectId: string,
  serviceName: string,
  orderId: string | undefined,
): Promise<{ code: ErrorCode; told: string } | undefined> {
  const packages = await orders.packages()
  if (orderId === undefined) {
    const seller = sellerOf(serviceName, packages)
    if (!seller) return undefined
    const remedy = 'place an order for it with POST /v2/{project_id}/orders and name it'
    return {
      code: 'VIAS.00010001',
      told: `is required: ${serviceName} is of the package "${seller.name}"; ${remedy}`,
    }
  }
  const order = await orders.get(projectId, orderId)
  if (!order) return { code: 'VIAS.00010002', told: `there is no order ${orderId} in this project` }
  const phase = orderPhase(order, clock.now())
  if (phase === 'cancelled')
    return { code: 'VIAS.00010001', told: `the order ${orderId} is cancelled; name another one` }
  if (phase === 'expired')
    return { code: 'VIAS.00010001', told: `the order ${orderId} is expired; renew it, or name another one` }
  const pack = packages.find(({ id }) => id === order.packageId)
  const held = pack ? servicesOf(pack, packages, [...algorithms.keys()]) : []
  if (held.includes(serviceName)) return undefined
  const of = `the order ${orderId} is for the package "${pack?.name ?? order.packageId}"`
  return {
    code: 'VIAS.00010001',
    told: `${of}, which holds ${held.join(', ') || 'no service'} and not ${serviceName}`,
  }
}
