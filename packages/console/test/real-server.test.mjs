/** The console in a real browser against the real program: what a camera sees now, and what was found, in both languages. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { create, INTRUSION, intrusionJob, STREET, streetCamera } from '../../vigia/dist/e2e/testing/street.js'
import { dataFolder, PASSWORD, startVigia } from '../../vigia/dist/e2e/testing/vigia.js'
import { launch, noBrowser, openPage, screenshot } from './browser.mjs'

/** A run loads its detector, and a camera needs a walker. */
const SEEN_MS = 60_000

test('a job that watches a real camera: its live picture, its results, and Chinese', {
  skip: noBrowser,
}, async (t) => {
  const camera = await streetCamera(t)
  const { client, url } = await startVigia(t, { dataDir: await dataFolder(t) })
  await create(client, INTRUSION, intrusionJob('gate', camera.url))
  const browser = await launch()
  t.after(() => browser.close())
  const { page, errors } = await openPage(browser)

  await page.goto(url)
  await page.getByLabel('User').fill('admin')
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('link', { name: 'gate', exact: true }).click()

  const live = page.locator('.live img')
  await live.waitFor({ timeout: SEEN_MS })
  const first = await live.getAttribute('src')
  assert.deepEqual(await live.evaluate(({ naturalWidth: w, naturalHeight: h }) => [w, h]), [
    STREET.width,
    STREET.height,
  ])
  await page.waitForFunction((src) => document.querySelector('.live img')?.src !== src, first)

  const thumb = page.locator('.result .thumb img').first()
  await thumb.waitFor({ timeout: SEEN_MS })
  assert.equal(await thumb.evaluate((img) => img.naturalWidth), STREET.width)
  await page.getByText('Running', { exact: true }).first().waitFor()
  await page.locator('.result').getByText('Intrusion', { exact: true }).first().waitFor()
  await screenshot(page, 'real-job')

  await page.getByText('中文', { exact: true }).click()
  await page.locator('.result').getByText('入侵', { exact: true }).first().waitFor()
  await page.getByRole('heading', { name: '实时画面' }).waitFor()
  await screenshot(page, 'real-job-zh')
  assert.deepEqual(errors, [])
})
