import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Package } from '../ports/order-store.js'
import { BUILT_IN_PACKAGE_ID, sellerOf, servicesOf } from './packages.js'

const pack = (id: string, serviceNames: string[], orderRequired: boolean): Package => ({
  id,
  name: id,
  company: '',
  description: '',
  serviceNames,
  orderRequired,
  createdAt: 0,
})
const builtIn = pack(BUILT_IN_PACKAGE_ID, [], false)
const free = pack('free', ['c-a'], false)
const sold = pack('sold', ['c-b'], true)
const packages = [builtIn, free, sold]

test('a service is sold by the package that asks for an order, and by no other', () => {
  assert.equal(sellerOf('c-b', packages), sold)
  for (const name of ['c-a', 'c-c']) assert.equal(sellerOf(name, packages), undefined)
})

test('the built-in package holds what is installed and not sold; others hold what they say', () => {
  const installed = ['c-a', 'c-b', 'c-c']
  assert.deepEqual(servicesOf(builtIn, packages, installed), ['c-a', 'c-c'])
  assert.deepEqual(servicesOf(sold, packages, installed), ['c-b'])
})
