/** What every DeploymentStore must do. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type OpenStores, OTHER_PROJECT, onStores, PROJECT } from './conformance-kit.js'
import { type Deployment, firstUse } from './deployment-store.js'

const deployment = (serviceName: string, changed: Partial<Deployment> = {}): Deployment => ({
  ...firstUse(PROJECT, serviceName, '1.0', 100),
  streamCount: 3,
  poolId: 'pool',
  deployConfig: { region: 'north', deep: { n: 1 } },
  envs: { KEY: 'value' },
  ...changed,
})

/** Registers the suite; `name` says which adapter is under test. */
export function deploymentStoreConformance(name: string, open: OpenStores): void {
  test(`${name}: a deployment is read as it was put, by its project only, listed by the name of its service`, () =>
    onStores(open, async ({ deployments }) => {
      const [b, a] = [deployment('b'), deployment('a', { streamCount: undefined, poolId: undefined })]
      const elsewhere = deployment('b', { projectId: OTHER_PROJECT, version: '9.0' })
      for (const one of [b, a, elsewhere]) await deployments.put(one)
      assert.deepEqual(await deployments.get(PROJECT, 'b'), b)
      assert.deepEqual(await deployments.get(OTHER_PROJECT, 'b'), elsewhere)
      assert.equal(await deployments.get(OTHER_PROJECT, 'a'), undefined)
      assert.deepEqual(await deployments.ofProject(PROJECT), [a, b])
    }))

  test(`${name}: a second put takes the place of the first, but for the time of its creation`, () =>
    onStores(open, async ({ deployments }) => {
      await deployments.put(deployment('a'))
      const second = deployment('a', { version: '2.0', wanted: 'stop', createdAt: 200, updatedAt: 200 })
      await deployments.put(second)
      assert.deepEqual(await deployments.get(PROJECT, 'a'), { ...second, createdAt: 100 })
    }))

  test(`${name}: only the first is put first, also when all come at once`, () =>
    onStores(open, async ({ deployments }) => {
      const versions = ['1.0', '2.0', '3.0']
      const done = await Promise.all(
        versions.map((version) => deployments.putFirst(deployment('a', { version }))),
      )
      assert.deepEqual(done, [true, false, false])
      assert.equal((await deployments.get(PROJECT, 'a'))?.version, '1.0')
    }))

  test(`${name}: a deployment is replaced by who knows it as it is, and by nobody else`, () =>
    onStores(open, async ({ deployments }) => {
      const before = deployment('a')
      await deployments.put(before)
      const to = { ...before, version: '2.0', upgrading: true, updatedAt: 101 }
      assert.equal(await deployments.replace(before, to), true)
      assert.equal(await deployments.replace(before, { ...before, updatedAt: 102 }), false)
      assert.deepEqual(await deployments.get(PROJECT, 'a'), to)
      assert.equal(await deployments.replace(deployment('none'), deployment('none')), false)
      assert.equal(await deployments.get(PROJECT, 'none'), undefined)
    }))

  test(`${name}: jobs have to follow what is stopped and what is upgrading, of all projects`, () =>
    onStores(open, async ({ deployments }) => {
      await deployments.put(deployment('settled'))
      await deployments.put(deployment('stopped', { wanted: 'stop' }))
      await deployments.put(deployment('upgrading', { upgrading: true, projectId: OTHER_PROJECT }))
      const names = (await deployments.toFollow()).map(({ serviceName }) => serviceName)
      assert.deepEqual(names.sort(), ['stopped', 'upgrading'])
    }))

  test(`${name}: an upgrade is over when its jobs have followed, unless something else was deployed meanwhile`, () =>
    onStores(open, async ({ deployments }) => {
      const first = deployment('a', { upgrading: true })
      await deployments.put(first)
      const second = { ...first, version: '2.0', updatedAt: 101 }
      await deployments.replace(first, second)
      assert.equal(await deployments.upgraded(first), false)
      assert.equal((await deployments.get(PROJECT, 'a'))?.upgrading, true)
      assert.equal(await deployments.upgraded(second), true)
      assert.deepEqual(await deployments.get(PROJECT, 'a'), { ...second, upgrading: false })
      assert.deepEqual(await deployments.toFollow(), [])
    }))
}
