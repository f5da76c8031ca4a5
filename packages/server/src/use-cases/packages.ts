/** Packages of services: listed by everybody, made and taken away by the operator of the platform. */
import { ApiError, type CreatePackage } from '@vigia/contract'
import { BUILT_IN_PACKAGE_ID, NameTaken, type Package, servicesOf } from '@vigia/core'
import type { JobDeps } from './job-deps.js'

type Deps = Pick<JobDeps, 'orders' | 'algorithms' | 'clock' | 'ids'>

/** By name; the built-in one with all services that no package sells. */
export async function listPackages({ orders, algorithms }: Deps): Promise<Package[]> {
  const packages = await orders.packages()
  const installed = [...algorithms.keys()]
  return packages.map((pack) => ({ ...pack, serviceNames: servicesOf(pack, packages, installed) }))
}

/** @throws ApiError VIAS.00010002 for an unknown service, VIAS.00010003 when the name is taken */
export async function createPackage(deps: Deps, body: CreatePackage): Promise<Package> {
  const { name, description = '', company = '', service_names: serviceNames, order_required = true } = body
  const missing = serviceNames.find((service) => !deps.algorithms.has(service))
  if (missing !== undefined) {
    const available = [...deps.algorithms.keys()].join(', ')
    throw new ApiError(
      'VIAS.00010002',
      `service_names: there is no service ${missing}; available: ${available}`,
    )
  }
  const pack: Package = {
    id: uuidOf(deps.ids.hex32()),
    name,
    description,
    company,
    serviceNames,
    orderRequired: order_required,
    createdAt: deps.clock.now(),
  }
  try {
    await deps.orders.addPackage(pack)
  } catch (error) {
    if (!(error instanceof NameTaken)) throw error
    throw new ApiError('VIAS.00010003', `name: there is a package "${name}" already; choose another name`)
  }
  return pack
}

/** @throws ApiError VIAS.00010002 when there is none, VIAS.00010012 when an order names it */
export async function deletePackage({ orders }: Deps, id: string): Promise<void> {
  if (id === BUILT_IN_PACKAGE_ID) {
    throw new ApiError('VIAS.00010012', 'package_id: the built-in package cannot be deleted')
  }
  if (await orders.removePackage(id)) return
  if (await orders.package(id)) {
    throw new ApiError(
      'VIAS.00010012',
      `package_id: ${id} has orders; only a package that was never ordered can be deleted`,
    )
  }
  throw noPackage(id)
}

export const noPackage = (id: string): ApiError =>
  new ApiError(
    'VIAS.00010002',
    `package_id: there is no package ${id}; GET /v2/{project_id}/packages lists them`,
  )

/** 32 random hex digits as a UUID of version 4. */
const uuidOf = (hex: string): string => hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, '$1-$2-4$3-a$4-$5')
