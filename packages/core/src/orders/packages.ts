/** Which services a package holds, and which service needs an order. */
import type { Package } from '../ports/order-store.js'

/** Free and without limit: every service that no package sells. */
export const BUILT_IN_PACKAGE_ID = '3f0a6f5e-6d0b-4c1e-9b7a-2f1d8c5e4a60'

/** @param installed names of the services of this installation */
export function servicesOf(pack: Package, packages: Package[], installed: string[]): string[] {
  if (pack.id !== BUILT_IN_PACKAGE_ID) return pack.serviceNames
  return installed.filter((name) => sellerOf(name, packages) === undefined)
}

/** The package without an order of which the service may not be used; undefined when it is free. */
export const sellerOf = (serviceName: string, packages: Package[]): Package | undefined =>
  packages.find((pack) => pack.orderRequired && pack.serviceNames.includes(serviceName))
