/** The real server's API and console over a store that a test fills itself: no camera, no worker, no waiting for them. */
import { fileURLToPath } from 'node:url'
import { ALGORITHMS, blobName } from '../../core/dist/index.js'
import { plainEvent, plainResult } from '../../core/dist/ports/conformance.js'
import { algorithm, PASSWORD, signIn, testApp } from '../../server/dist/http/test-app.js'
import { openPage } from './browser.mjs'

export { createJob, putObject } from '../../server/dist/http/test-app.js'
export { createSource } from '../../server/dist/http/video.testing.js'
export { blobName, plainEvent, plainResult }

const DIST = fileURLToPath(new URL('../dist/', import.meta.url))

/** Listens on a free port, by the clock of now, until `app.close()`. */
export async function startApp(deps = {}) {
  // The tests' own service, and all that there really are.
  const algorithms = new Map([[algorithm.serviceName, algorithm], ...ALGORITHMS])
  const app = await testApp({ deps: { consoleDir: DIST, algorithms, ...deps } })
  app.pass(Date.now() - app.now())
  app.token = await signIn(app, { project: { id: app.projectId } })
  return { app, url: await app.app.listen({ host: '127.0.0.1', port: 0 }) }
}

/** A page of the console that admin is signed in to; `errors` as of `openPage`. */
export async function signedInPage(browser, url, options = {}) {
  const opened = await openPage(browser, options)
  const { page } = opened
  await page.goto(url)
  await page.getByLabel('User').fill('admin')
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('heading', { level: 1, name: 'Jobs' }).waitFor()
  return opened
}
