/** A newcomer's way in a real browser against the real program: register a camera, see it, draw on it, make a job of it. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startEncoder } from '../../../testing/dist/index.js'
import { CAMERA_PASSWORD, STREET, streetCamera } from '../../vigia/dist/e2e/testing/street.js'
import { dataFolder, PASSWORD, startVigia } from '../../vigia/dist/e2e/testing/vigia.js'
import { launch, noBrowser, openPage, screenshot } from './browser.mjs'
import { readability } from './contrast.mjs'

/** A camera is connected to, or a run loads its detector. */
const SEEN_MS = 60_000

async function signedIn(t, env = {}) {
  const vigia = await startVigia(t, { dataDir: await dataFolder(t), env })
  const browser = await launch()
  t.after(() => browser.close())
  const { page, errors } = await openPage(browser)
  await page.goto(vigia.url)
  await page.getByLabel('User').fill('admin')
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('heading', { level: 1, name: 'Jobs' }).waitFor()
  return { vigia, page, errors }
}
const readable = async (page) => assert.deepEqual(await readability(page), [])

test('a camera is tried, registered, seen live, drawn on, and watched by a job', {
  skip: noBrowser,
}, async (t) => {
  const camera = await streetCamera(t)
  const { vigia, page, errors } = await signedIn(t, { VIGIA_LOOK_SECONDS: '2' })
  const address = camera.url.replace(/\/\/[^@]*@/, '//')

  await page.getByRole('link', { name: 'Sources' }).click()
  await page.getByRole('heading', { name: 'No sources yet' }).waitFor()
  await screenshot(page, 'sources-empty')
  await readable(page)
  await page.getByRole('link', { name: 'Register a source' }).click()
  await page.getByLabel('Name', { exact: true }).fill('Main gate')
  await page.getByLabel('Type').selectOption({ label: 'RTSP stream' })
  await page.getByLabel('Address').fill(address)
  await page.getByLabel('User', { exact: true }).fill('viewer')
  await page.getByLabel('Password', { exact: true }).fill('wr0ng')
  await page.getByRole('button', { name: 'Test connection' }).click()
  await page
    .getByRole('alert')
    .getByText(/no picture came: .*wrong user or password/i)
    .waitFor({
      timeout: SEEN_MS,
    })
  await screenshot(page, 'source-refused')
  await readable(page)
  await page.getByLabel('Password', { exact: true }).fill(CAMERA_PASSWORD)
  await page.getByRole('button', { name: 'Test connection' }).click()
  await page.getByRole('img', { name: 'It works' }).waitFor({ timeout: SEEN_MS })
  await screenshot(page, 'source-tried')
  await readable(page)
  await page.getByRole('button', { name: 'Register', exact: true }).click()

  await page.getByRole('heading', { level: 1, name: 'Main gate' }).waitFor()
  const live = page.getByRole('img', { name: 'Live picture of Main gate' })
  await live.waitFor({ timeout: SEEN_MS })
  const first = await live.getAttribute('src')
  await page.waitForFunction((src) => document.querySelector('.stage img')?.src !== src, first)
  await page.getByText('Online', { exact: true }).waitFor({ timeout: SEEN_MS })
  await screenshot(page, 'source')
  await readable(page)
  assert.ok(!(await page.content()).includes(CAMERA_PASSWORD))
  await page.getByRole('link', { name: 'All sources' }).click()
  await page.getByRole('img', { name: 'Newest picture of Main gate' }).waitFor({ timeout: SEEN_MS })
  await page.getByText('Online', { exact: true }).waitFor()
  await screenshot(page, 'sources')
  await readable(page)

  await page.getByRole('link', { name: 'Main gate' }).click()
  await page.getByRole('link', { name: 'New job' }).click()
  await page.getByLabel('Name', { exact: true }).fill('gate')
  const canvas = page.getByRole('application', { name: 'Lines and regions on the picture' })
  await canvas.waitFor({ timeout: SEEN_MS })
  const draw = async (kind, ...points) => {
    await page.getByRole('button', { name: kind }).click()
    const { width, height } = await canvas.boundingBox()
    for (const [x, y] of points)
      await canvas.click({ position: { x: (x / STREET.width) * width, y: (y / STREET.height) * height } })
  }
  const corners = [
    [300, 380],
    [1000, 380],
    [1000, 640],
    [300, 640],
  ]
  await draw('Draw a region', ...corners, corners[0])
  await draw('Draw a line', [640, 300], [600, 700])
  await page.getByLabel('Region', { exact: true }).fill('gate')
  await page.getByLabel('Side 1 (left or upper)').fill('park')
  // One corner by mouse, one by key.
  const { width } = await canvas.boundingBox()
  const handle = page.getByRole('button', { name: 'Point 3 of gate' })
  const box = await handle.boundingBox()
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
  await page.mouse.down()
  await page.mouse.move(box.x + box.width / 2 + (100 / STREET.width) * width, box.y + box.height / 2)
  await page.mouse.up()
  await page.getByRole('button', { name: 'Point 1 of gate' }).press('ArrowLeft')
  await screenshot(page, 'new-job')
  await readable(page)
  // Lines that say more than two sides are asked for it.
  await page.getByLabel('Algorithm').selectOption({ label: 'Vehicle Detection' })
  await page.getByLabel('Vehicles that alarm').selectOption({ label: 'Leaving: up the picture' })
  await page.getByLabel('Algorithm').selectOption({ label: 'Wrong-way Driving' })
  await page.locator('.shape-arrow').waitFor()
  const way = () => page.locator('.shape-line polyline').getAttribute('points')
  const there = await way()
  await page.getByRole('button', { name: 'Turn the permitted way round' }).click()
  assert.deepEqual((await way()).split(' '), there.split(' ').toReversed())
  await readable(page)
  await page.getByRole('button', { name: 'Turn the permitted way round' }).click()
  await page.getByLabel('Algorithm').selectOption({ label: 'Intrusion Detection' })
  assert.equal(await page.getByLabel('Side 1 (left or upper)').inputValue(), 'park')
  await page.getByRole('button', { name: 'Create and start' }).click()
  await page.getByText('Running', { exact: true }).first().waitFor({ timeout: SEEN_MS })
  await page.locator('.live img').waitFor({ timeout: SEEN_MS })
  await page.getByText('Region ‘gate’, 4 points').waitFor()
  await screenshot(page, 'drawn-job')

  const id = /\/jobs\/(\w+)/.exec(page.url())[1]
  const { lines, polygons } = JSON.parse((await vigia.client.jobs.getV2(id)).config.common.target_roi)
  const drawn = [...polygons[0].data, ...lines[0].data]
  const meant = [[288, 380], corners[1], [1100, 640], corners[3], [640, 300], [600, 700]]
  for (const [i, [x, y]] of drawn.entries())
    assert.ok(
      Math.abs(x - meant[i][0]) <= 4 && Math.abs(y - meant[i][1]) <= 4,
      `point ${i} is at ${x},${y}, it was drawn at ${meant[i]}`,
    )
  assert.deepEqual([polygons[0].name, lines[0].properties.side1_name], ['gate', 'park'])

  await page.getByRole('link', { name: 'Sources' }).click()
  await page.getByRole('link', { name: 'Main gate' }).click()
  await page.getByRole('button', { name: 'Delete' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
  await page.getByRole('alert').getByText('VIAS.00010012').waitFor()
  await page.getByRole('alert').getByText(/job/).first().waitFor()
  assert.deepEqual(errors, [])
})

test('a stream is made, shown with address and key, pushed, given another key, and deleted', {
  skip: noBrowser,
}, async (t) => {
  const { page, errors } = await signedIn(t)
  await page.getByRole('link', { name: 'Pushed streams' }).click()
  await page.getByLabel('Name of a new stream').fill('yard')
  await page.getByRole('button', { name: 'Create' }).click()
  const key = page.locator('.facts code').filter({ hasText: /^yard\?key=/ })
  const before = await key.textContent()
  const push = await page
    .locator('.facts code')
    .filter({ hasText: /^rtmp:.*key=/ })
    .textContent()
  await readable(page)
  const encoder = startEncoder({ url: push })
  t.after(() => encoder.stop())
  await page.getByText('Pushed', { exact: true }).waitFor({ timeout: SEEN_MS })
  await page.getByText(/^Pushed from 127\.0\.0\.1/).waitFor({ timeout: SEEN_MS })
  await screenshot(page, 'streams')
  await readable(page)
  await page.getByRole('button', { name: 'New key' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'New key' }).click()
  await page.getByText('Nobody pushes', { exact: true }).waitFor({ timeout: SEEN_MS })
  await page.waitForFunction(
    (old) => ![...document.querySelectorAll('.facts code')].some(({ textContent }) => textContent === old),
    before,
  )
  await page.getByRole('button', { name: 'Delete yard' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
  await page.getByText('No streams yet.').waitFor()
  assert.deepEqual(errors, [])
})
