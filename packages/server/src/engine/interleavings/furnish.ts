/** What the database holds before anybody asks anything. */
import { PLATFORM_DOMAIN } from '@vigia/core'
import { PROJECT } from '@vigia/core/conformance'
import type { Stores } from '../../store/index.js'
import { PACKAGE, START } from '../rig.testing.js'
import { bringBack, registerCameras } from './cameras.js'
import { SERVICE, type World } from './world.js'

/** Once: what no scenario takes away. */
export async function furnishStore(stores: Stores): Promise<void> {
  const { identity, orders } = stores
  await identity.createDomain(PLATFORM_DOMAIN.id, PLATFORM_DOMAIN.name)
  await identity.createProject({
    id: PROJECT,
    name: 'test',
    description: '',
    domainId: PLATFORM_DOMAIN.id,
    domainName: PLATFORM_DOMAIN.name,
    enabled: true,
  })
  await orders.addPackage({
    id: PACKAGE,
    name: 'test',
    company: 'Vigia',
    description: '',
    serviceNames: [SERVICE],
    orderRequired: false,
    createdAt: START,
  })
  await registerCameras(stores)
}

/** Before each scenario: the world as its witness knows it. */
export async function furnishWorld(stores: Stores, { service, order, cameras }: World): Promise<void> {
  const { identity, deployments, orders } = stores
  await identity.thaw(PROJECT)
  await identity.thawed(PROJECT)
  await deployments.put(service)
  const before = await orders.find(order.id)
  if (before) await orders.change(before, order)
  else await orders.add(order)
  if (cameras.size > 0) await bringBack(stores)
}
