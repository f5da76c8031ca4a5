/** Services of jobs that were stored before deployments were noted. */
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { firstUse } from '@vigia/core'
import { FakeClock, OTHER_PROJECT, PROJECT, plainJob } from '@vigia/core/conformance'
import { SecretBox } from '../security/index.js'
import { openSqliteStores } from './open.js'

test('when the store is opened, what has jobs counts as deployed with the release of the first; what is deployed stays', async (t) => {
  const dir = await mkdtemp(join(tmpdir(), 'vigia-used-'))
  t.after(() => rm(dir, { recursive: true }))
  const secrets = new SecretBox(randomBytes(32))
  const open = () => openSqliteStores(join(dir, 'vigia.db'), secrets, new FakeClock())
  const before = await open()
  const jobs = [
    plainJob(1, { serviceName: 'c-a', serviceVersion: '2.0' }),
    plainJob(2, { serviceName: 'c-a', serviceVersion: '1.0' }),
    plainJob(3, { serviceName: 'c-b' }),
    plainJob(4, { serviceName: 'c-a', serviceVersion: '3.0', projectId: OTHER_PROJECT }),
  ]
  await before.jobs.insert(jobs)
  const deployed = { ...firstUse(PROJECT, 'c-b', '9.0', 5), streamCount: 4 }
  await before.deployments.put(deployed)
  await before.close()
  const after = await open()
  assert.deepEqual(await after.deployments.ofProject(PROJECT), [
    firstUse(PROJECT, 'c-a', '2.0', jobs[0]!.createdAt),
    deployed,
  ])
  assert.equal((await after.deployments.get(OTHER_PROJECT, 'c-a'))?.version, '3.0')
  await after.close()
})
