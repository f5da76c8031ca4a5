/** What every ObjectStoreRegister must do. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type OpenStores, OTHER_PROJECT, onProjects, PROJECT } from './conformance-kit.js'
import { ProjectGone } from './identity-store.js'
import type { S3Access } from './object-store.js'

const ACCESS: S3Access = {
  endpoint: 'https://obs.example.com',
  region: 'eu-1',
  accessKey: 'AK1',
  secretKey: 'sk-hunter2',
  securityToken: 'st-hunter2',
  addressing: 'virtual-host',
}

/** Registers the suite; `name` says which adapter is under test. */
export function objectStoreRegisterConformance(name: string, open: OpenStores): void {
  test(`${name}: the object store of a project is kept whole, replaced, and taken away`, () =>
    onProjects(open, async ({ objectStores }) => {
      assert.equal(await objectStores.find(PROJECT), undefined)
      await objectStores.put(PROJECT, ACCESS)
      assert.deepEqual(await objectStores.find(PROJECT), ACCESS)
      const { securityToken: _, ...other } = { ...ACCESS, endpoint: 'http://10.0.0.9:9000' }
      await objectStores.put(PROJECT, other)
      assert.deepEqual(await objectStores.find(PROJECT), other)
      assert.equal(await objectStores.remove(PROJECT), true)
      assert.equal(await objectStores.remove(PROJECT), false)
      assert.equal(await objectStores.find(PROJECT), undefined)
    }))

  test(`${name}: the object store of one project is none of another, and none of one that is not there`, () =>
    onProjects(open, async ({ objectStores }) => {
      await objectStores.put(PROJECT, ACCESS)
      assert.equal(await objectStores.find(OTHER_PROJECT), undefined)
      assert.equal(await objectStores.remove(OTHER_PROJECT), false)
      await assert.rejects(objectStores.put('f'.repeat(32), ACCESS), ProjectGone)
    }))

  test(`${name}: the object store of a project goes with it`, () =>
    onProjects(open, async ({ objectStores, identity }) => {
      await objectStores.put(PROJECT, ACCESS)
      await identity.removeProject(PROJECT)
      assert.equal(await objectStores.find(PROJECT), undefined)
    }))
}
