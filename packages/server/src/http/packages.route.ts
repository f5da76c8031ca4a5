/** Packages of services. Vigia's own: VIAS has them on its console only. */
import { CreatePackage, Empty, PackageList, PackagePath, ProjectPath, ShownPackage } from '@vigia/contract'
import type { Package } from '@vigia/core'
import { createPackage, deletePackage, listPackages } from '../use-cases/index.js'
import type { App, RouteDeps } from './deps.js'
import { answers } from './operation.js'

const PACKAGES = '/v2/:project_id/packages'
const tags = ['packages and orders']

export function packageRoutes(app: App, deps: RouteDeps): void {
  app.get(
    PACKAGES,
    {
      schema: {
        tags,
        operationId: 'listPackages',
        summary: 'Packages of services',
        params: ProjectPath,
        response: answers(PackageList),
      },
    },
    async () => {
      const packages = await listPackages(deps)
      return { count: packages.length, packages: packages.map(present) }
    },
  )

  app.post(
    PACKAGES,
    {
      schema: {
        tags,
        operationId: 'createPackage',
        summary: 'Put services together; for the operator of the platform',
        params: ProjectPath,
        body: CreatePackage,
        response: answers(ShownPackage),
      },
    },
    async (request) => present(await createPackage(deps, request.body)),
  )

  app.delete(
    `${PACKAGES}/:package_id`,
    {
      schema: {
        tags,
        operationId: 'deletePackage',
        summary: 'Delete a package that was never ordered; for the operator of the platform',
        params: PackagePath,
        response: answers(Empty),
      },
    },
    async (request) => {
      await deletePackage(deps, request.params.package_id)
      return {}
    },
  )
}

const present = (pack: Package): ShownPackage => ({
  id: pack.id,
  name: pack.name,
  description: pack.description,
  company: pack.company,
  service_names: pack.serviceNames,
  order_required: pack.orderRequired,
  created_at: pack.createdAt,
})
