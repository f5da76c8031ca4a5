/** What every WebhookSecretStore must do. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type OpenStores, OTHER_PROJECT, onProjects, PROJECT } from './conformance-kit.js'
import { ProjectGone } from './identity-store.js'

/** Registers the suite; `name` says which adapter is under test. */
export function webhookSecretStoreConformance(name: string, open: OpenStores): void {
  test(`${name}: the first secret of a project stays, each project has its own`, () =>
    onProjects(open, async ({ webhookSecrets }) => {
      const made = await Promise.all(['a', 'b', 'c'].map((fresh) => webhookSecrets.ensure(PROJECT, fresh)))
      assert.equal(new Set(made.map(({ current }) => current)).size, 1)
      assert.deepEqual(await webhookSecrets.ensure(PROJECT, 'd'), made[0])
      assert.deepEqual(await webhookSecrets.ensure(OTHER_PROJECT, 'e'), { current: 'e' })
    }))

  test(`${name}: a rotated secret goes on beside the new one, and only the last`, () =>
    onProjects(open, async ({ webhookSecrets }) => {
      assert.deepEqual(await webhookSecrets.rotate(PROJECT, 'a', 5), { current: 'a' })
      const second = { current: 'b', previous: { secret: 'a', until: 9 } }
      assert.deepEqual(await webhookSecrets.rotate(PROJECT, 'b', 9), second)
      assert.deepEqual(await webhookSecrets.ensure(PROJECT, 'x'), second)
      const third = { current: 'c', previous: { secret: 'b', until: 11 } }
      assert.deepEqual(await webhookSecrets.rotate(PROJECT, 'c', 11), third)
    }))

  test(`${name}: a project that is gone has none`, () =>
    onProjects(open, async ({ webhookSecrets }) => {
      const gone = 'f'.repeat(32)
      await assert.rejects(webhookSecrets.ensure(gone, 'a'), ProjectGone)
      await assert.rejects(webhookSecrets.rotate(gone, 'a', 1), ProjectGone)
    }))
}
