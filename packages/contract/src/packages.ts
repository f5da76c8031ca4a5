/** Packages: what services are sold together. Vigia's own; VIAS has them on its console only. */
import { type Static, Type } from 'typebox'
import { projectId, serviceName } from './common.js'

export const packageId = Type.String({
  pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$',
  description: 'Package ID',
})
export const PackagePath = Type.Object({ project_id: projectId, package_id: packageId })

export const CreatePackage = Type.Object({
  name: Type.String({ pattern: '^\\S(.*\\S)?$', maxLength: 64, description: 'Unique' }),
  description: Type.Optional(Type.String({ maxLength: 500, default: '' })),
  company: Type.Optional(Type.String({ maxLength: 64, default: '', description: 'Who sells it' })),
  service_names: Type.Array(serviceName, { minItems: 1, maxItems: 100, uniqueItems: true }),
  order_required: Type.Optional(
    Type.Boolean({ default: true, description: 'Jobs on its services must name an order for it' }),
  ),
})
export type CreatePackage = Static<typeof CreatePackage>

export const ShownPackage = Type.Object({
  id: Type.String(),
  name: Type.String(),
  description: Type.String(),
  company: Type.String(),
  service_names: Type.Array(Type.String()),
  order_required: Type.Boolean(),
  created_at: Type.Integer({ description: 'Milliseconds since 1970' }),
})
export type ShownPackage = Static<typeof ShownPackage>
export const PackageList = Type.Object({ count: Type.Integer(), packages: Type.Array(ShownPackage) })
export type PackageList = Static<typeof PackageList>
