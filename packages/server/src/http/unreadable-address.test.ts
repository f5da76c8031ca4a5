/** Addresses that have the documented form and lead nowhere: there is no port 99999. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { JobSpec } from '@vigia/core'
import { createBody, createJob, putState, SERVICE, type TestApp, testApp } from './test-app.js'

const NOWHERE = 'https://u:p@example.org:99999/in'
const MASKED = NOWHERE.replace(':p@', ':******@')
const headers = { 'X-Key': 'k' }
const masked = { 'X-Key': '******' }

let count = 0
let t: TestApp
before(async () => {
  t = await testApp()
})
after(() => t.close())

const create = (change: object) =>
  t.call(
    'POST',
    `/v2/${t.projectId}/services/${SERVICE}/tasks`,
    createBody({ name: 'refused-name', ...change }),
  )
const update = (id: string, change: object) =>
  t.call('PUT', `/v2/${t.projectId}/tasks/${id}`, createBody({ name: id, ...change }))

const webhook = (url: string, sent = headers) => ({ output: { webhook: { url, headers: sent } } })
const restful = (url: string, sent = headers) => ({
  input: { type: 'restful', data: [{ url, headers: sent, rtsp_path_in_response: 'data/url' }] },
})

/** A job as a release stored it that did not look so closely. */
async function stored(change: object, spec: (spec: JobSpec) => JobSpec): Promise<string> {
  const id = await createJob(t, { name: `job-${++count}`, ...change })
  await putState(t, id, 'STOPPED')
  const job = await t.stores.jobs.find(id)
  assert.ok(await t.stores.jobs.replaceSpec({ ...job!, spec: spec(job!.spec) }, 'STOPPED'))
  return id
}

for (const [kind, field, made, broken] of [
  [
    'webhook',
    'output.webhook',
    webhook,
    (spec: JobSpec): JobSpec => ({
      ...spec,
      output: { eventCenter: false, webhook: { url: NOWHERE, headers } },
    }),
  ],
  [
    'server that tells a stream',
    'input.data[0]',
    restful,
    (spec: JobSpec): JobSpec => ({ ...spec, input: { ...spec.input, url: NOWHERE } as JobSpec['input'] }),
  ],
] as const) {
  test(`a ${kind} that cannot be reached is refused on create and update`, async () => {
    const refused = await create(made(NOWHERE))
    assert.deepEqual([refused.status, refused.body.error_code], [400, 'VIAS.00010001'])
    assert.equal(refused.body.detail, `${field}.url: is no whole address; check its host and port`)
    const id = await stored(made('https://example.org/in'), (spec) => spec)
    const again = await update(id, made(NOWHERE))
    assert.equal(again.body.detail, refused.body.detail)
  })

  test(`a stored ${kind} that cannot be reached is replaced, and keeps its headers for itself`, async () => {
    const id = await stored(made('https://example.org/in'), broken)
    for (const url of [NOWHERE, MASKED]) {
      const same = await update(id, made(url))
      assert.deepEqual([same.status, same.body.error_code], [400, 'VIAS.00010001'], url)
      assert.ok(same.body.detail.startsWith(`${field}.url: is no whole address`), same.body.detail)
    }
    const keeping = await update(id, made('https://example.org/in', masked))
    assert.deepEqual([keeping.status, keeping.body.error_code], [400, 'VIAS.00010001'])
    assert.ok(keeping.body.detail.startsWith(`${field}.headers.X-Key: the value is masked`))
    assert.equal((await update(id, made('https://example.org/in'))).status, 200)
  })
}
