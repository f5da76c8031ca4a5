/** kill -9 at any moment: what was acknowledged is there, and no result lacks its delivery. */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { randomBytes, randomInt } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { FakeClock, hex32, LANE, PROJECT } from '@vigia/core/conformance'
import { BlobFolder, pictureOf } from '../blobs/index.js'
import { SecretBox } from '../security/index.js'
import { openSqliteStores } from './open.js'

const CHILD = fileURLToPath(new URL('./durability.child.js', import.meta.url))

for (let round = 1; round <= 3; round += 1) {
  const killAt = randomInt(1, 200)
  test(`killed after acknowledgement ${killAt}: nothing acknowledged is lost, nothing is torn`, async (t) => {
    const dir = await mkdtemp(join(tmpdir(), 'vigia-kill-'))
    t.after(() => rm(dir, { recursive: true }))
    const key = randomBytes(32)
    const file = join(dir, 'vigia.db')
    const child = spawn(process.execPath, [CHILD, file, key.toString('hex'), join(dir, 'blobs')], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    t.after(async () => {
      child.kill('SIGKILL')
    })
    const exited = once(child, 'exit')
    let acknowledged = 0
    for await (const line of createInterface({ input: child.stdout })) {
      acknowledged = Number(line)
      if (acknowledged >= killAt) child.kill('SIGKILL')
    }
    assert.deepEqual(await exited, [null, 'SIGKILL'])
    const stores = await openSqliteStores(file, new SecretBox(key), new FakeClock())
    t.after(() => stores.close())
    const results = await stores.results.list(PROJECT, hex32(1), 100_000)
    assert.ok(
      results.length >= acknowledged && acknowledged >= killAt,
      `${results.length} of ${acknowledged}`,
    )
    const blobs = await BlobFolder.open(join(dir, 'blobs'))
    for (const [i, result] of results.reverse().entries()) {
      assert.equal(result.sequence, i + 1)
      const picture = await pictureOf({ results: stores.results, blobs }, result)
      assert.ok(
        picture?.length === 20_000 && picture.every((byte) => byte === (result.sequence & 255)),
        `picture of ${result.sequence}`,
      )
    }
    const deliveries = await stores.deliveries.claim(LANE, 100_000, 1_000)
    assert.deepEqual(
      deliveries.map((d) => d.messageId),
      results.map((r) => r.messageId),
    )
  })
}
