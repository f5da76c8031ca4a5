/** What the tests of the algorithm centre share: a server, and its operations on the test's service. */
import assert from 'node:assert/strict'
import { ALG_IDS, SERVICE, SERVICE_ID, type TestApp, testApp } from './test-app.js'

type Context = { after(fn: () => Promise<void>): void }

export async function setUp(context: Context) {
  const app = await testApp()
  context.after(() => app.close())
  const base = `/v2/${app.projectId}/algorithm`
  const deploy = (version: keyof typeof ALG_IDS, body: object = {}) =>
    app.call('POST', `${base}/${ALG_IDS[version]}/deploy`, {
      stream_count: 3,
      deploy_config: { region: 'north' },
      ...body,
    })
  const stop = (version: keyof typeof ALG_IDS) => app.call('PUT', `${base}/${ALG_IDS[version]}/deploy/stop`)
  const list = async (query = '') => (await app.call('GET', `${base}/services/user${query}`)).body
  const row = async (id = SERVICE_ID) =>
    (await list()).service_list.find((one: { service_id: string }) => one.service_id === id)
  const show = (id = SERVICE_ID) => app.call('GET', `${base}/services/${id}`)
  const deployment = () => app.stores.deployments.get(app.projectId, SERVICE)
  return { app, base, deploy, stop, list, row, show, deployment }
}

/** What the engine does when every job has followed. */
export async function followed(app: TestApp): Promise<void> {
  const [deployment] = await app.stores.deployments.toFollow()
  assert.equal(await app.stores.deployments.upgraded(deployment!), true)
}
