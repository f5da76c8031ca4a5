/** Results that arrive, in a real browser against the real API: events found, live, and reviewed; deliveries, sent again. */
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { promisify } from 'node:util'
import { drawPictures, launch, noBrowser, screenshot } from './browser.mjs'
import { readability } from './contrast.mjs'
import {
  blobName,
  createJob,
  createSource,
  plainEvent,
  plainResult,
  putObject,
  signedInPage,
  startApp,
} from './real-app.mjs'

const readable = async (page) => assert.deepEqual(await readability(page), [])
/** On a telephone, too. */
async function readableWhenNarrow(page) {
  const size = page.viewportSize()
  await page.setViewportSize({ width: 390, height: 844 })
  await readable(page)
  await page.setViewportSize(size)
}
/** A walker who enters the region. */
const entered = (polygon_name) => ({
  event_set: [{ category: 0, start_position: 'out', end_position: 'in', polygon_name }],
})

const envelope = (sequence, data) => ({
  data,
  vigia: { epoch: 1, sequence, video_time_ms: 1000 * sequence, frame_at: new Date().toISOString() },
})

async function shortFilm(t) {
  const folder = await mkdtemp(join(tmpdir(), 'vigia-clip-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  const file = join(folder, 'clip.mp4')
  const picture = ['-f', 'lavfi', '-i', 'testsrc=size=64x48:rate=10:duration=1', '-pix_fmt', 'yuv420p']
  await promisify(execFile)('ffmpeg', ['-v', 'error', ...picture, '-movflags', '+faststart', file])
  return readFile(file)
}

/** An event of a job, `seconds` ago. */
async function record(app, n, { region, seconds, picture, ...changed }) {
  const event = plainEvent(n, {
    projectId: app.projectId,
    jobName: 'gate',
    sourceId: undefined,
    at: Date.now() - seconds * 1000,
    tracks: [`track-${n}`],
    ...changed,
  })
  if (picture) {
    event.pictureName = blobName(event, 'jpg')
    await app.blobs.put(event.pictureName, picture)
  }
  event.envelope.data = entered(region)
  await app.stores.events.record(event)
  return event.messageId
}

describe('results that arrive', { skip: noBrowser }, () => {
  let app
  let url
  let browser
  before(async () => {
    ;({ app, url } = await startApp())
    browser = await launch()
  })
  after(async () => {
    await browser?.close()
    await app?.close()
  })

  test('events are listed, arrive live, are searched, opened, and reviewed', async () => {
    const [picture] = await drawPictures(browser, 1)
    const [gate, yard] = [await createJob(app, { name: 'gate' }), await createJob(app, { name: 'yard' })]
    const first = await record(app, 1, { jobId: gate, region: 'lawn', seconds: 90, picture })
    await record(app, 2, { jobId: yard, jobName: 'yard', region: 'ramp', seconds: 60, picture })
    const { page, errors } = await signedInPage(browser, url)
    const items = page.locator('.result')
    const item = (region) => items.filter({ hasText: `entered ‘${region}’` })

    await page.getByRole('link', { name: 'Events' }).click()
    await page.getByText('Live', { exact: true }).waitFor()
    await item('lawn').waitFor()
    assert.deepEqual(await items.locator('a').allTextContents(), [
      'A person entered ‘ramp’',
      'A person entered ‘lawn’',
    ])
    await page.waitForFunction(() => document.querySelectorAll('.result .thumb img').length === 2)

    // Live: a new one comes by itself to the top; a repeat counts with its main event.
    await record(app, 3, { jobId: gate, region: 'door', seconds: 0 })
    await item('door').waitFor()
    assert.match(await items.first().textContent(), /door/)
    await record(app, 4, { jobId: gate, region: 'lawn', seconds: 1, tracks: ['track-1'] })
    await item('lawn').getByText('1 repeat').waitFor()
    assert.equal(await items.count(), 3)
    await screenshot(page, 'events')
    await readable(page)
    await readableWhenNarrow(page)

    // Found by job, by a word, by state; all of it in the address.
    await page.getByLabel('Job', { exact: true }).selectOption({ label: 'yard' })
    await item('lawn').waitFor({ state: 'detached' })
    await item('ramp').waitFor()
    assert.match(page.url(), new RegExp(`job=${yard}`))
    await page.getByRole('button', { name: 'Show all' }).click()
    await item('lawn').waitFor()
    await page.getByLabel('Search words').fill('ramp')
    await item('lawn').waitFor({ state: 'detached' })
    await item('ramp').waitFor()
    await page.getByRole('button', { name: 'Show all' }).click()
    await item('door').waitFor()
    await page.getByLabel('From').fill('2001-01-01T00:00')
    await page.getByLabel('Until').fill('2001-01-02T00:00')
    await page.getByText('No event matches.').waitFor()
    await page.getByRole('button', { name: 'Show all' }).click()
    await item('door').waitFor()

    // Many at once, with a note; those that leave the filter leave the list.
    await page.getByLabel('State').selectOption({ label: 'Not reviewed' })
    await page.waitForFunction(() => location.hash.includes('state=unreviewed'))
    await item('ramp').getByRole('checkbox').check()
    await item('door').getByRole('checkbox').check()
    await page.getByText('2 selected').waitFor()
    await readable(page)
    await page.getByLabel('Note').fill('a cat')
    await page.getByRole('button', { name: 'Reject' }).click()
    await item('ramp').waitFor({ state: 'detached' })
    await item('door').waitFor({ state: 'detached' })
    const rejected = await app.call('GET', `/v2/${app.projectId}/events?state=rejected`)
    assert.deepEqual(
      rejected.body.events.map(({ note }) => note),
      ['a cat', 'a cat'],
    )

    // One by itself: its picture as it was taken, its repeat, its job; approved.
    await item('lawn').getByRole('link').click()
    await page.getByRole('heading', { level: 1, name: 'A person entered ‘lawn’' }).waitFor()
    const large = page.getByRole('img', { name: /^Picture: A person entered/ })
    await large.waitFor()
    assert.equal(await large.evaluate((img) => img.naturalWidth), 960)
    assert.equal(await items.count(), 1)
    await page.getByLabel('Note').fill('seen')
    await page.getByRole('button', { name: 'Approve' }).click()
    await page.getByText('Approved', { exact: true }).first().waitFor()
    await page.locator('.facts').getByText('seen', { exact: true }).waitFor()
    await screenshot(page, 'event')
    await readable(page)
    assert.equal((await app.call('GET', `/v2/${app.projectId}/events/${first}`)).body.state, 'approved')
    await page.getByRole('button', { name: 'Take the review back' }).click()
    await page.getByText('Not reviewed', { exact: true }).first().waitFor()
    await page.getByRole('link', { name: 'gate', exact: true }).click()
    await page.getByRole('heading', { level: 1, name: 'gate' }).waitFor()
    assert.deepEqual(errors, [])
  })

  test('an event shows its clip, and one that is gone says so', async (t) => {
    const job = await createJob(app, { name: 'filmed' })
    const lease = await app.stores.jobs.claim(job, 'PENDING', 'w', 60_000)
    const result = plainResult(job, lease.epoch, 1, { projectId: app.projectId })
    const messageId = await record(app, 11, {
      jobId: job,
      region: 'lawn',
      seconds: 5,
    })
    await app.stores.results.append(job, lease.epoch, [{ ...result, messageId }], () => [])
    const film = await shortFilm(t)
    const clip = { name: blobName({ ...result, messageId }, 'mp4'), bytes: film.length }
    await app.blobs.put(clip.name, film)
    assert.equal(await app.stores.results.addClip(job, lease.epoch, messageId, clip), true)
    const { page, errors } = await signedInPage(browser, url)

    await page.goto(`${url}/#/events/${messageId}`)
    await page.waitForFunction(() => document.querySelector('video')?.videoWidth === 64)
    await page.getByText('This event has no picture.').waitFor()
    await readable(page)
    await page.goto(`${url}/#/events/${messageId.replace(/.$/, (last) => (last === '0' ? '1' : '0'))}`)
    await page.getByText('This event does not exist, or no longer does.').waitFor()
    assert.deepEqual(errors, [])
  })

  test('deliveries of a job: what is in trouble, each attempt, and sending again', async () => {
    const job = await createJob(app, { name: 'sender' })
    const { deliveries, jobs, results } = app.stores
    const lease = await jobs.claim(job, 'PENDING', 'w', 60_000)
    const rows = [21, 22, 23].map((n) =>
      plainResult(job, lease.epoch, n, {
        projectId: app.projectId,
        messageId: `message-${n}`,
        envelope: envelope(n, { event_set: [] }),
      }),
    )
    await results.append(job, lease.epoch, rows, () => ['webhook'])
    const lane = { channel: 'webhook', id: job }
    const claimed = await deliveries.claim(lane, 3, 1000)
    const attempt = (more) => ({ at: Date.now(), tookMs: 7, ...more })
    await deliveries.delivered([{ id: claimed[0].id, attempt: attempt({ status: 204 }) }])
    for (const { id } of claimed.slice(1))
      await deliveries.failed(
        id,
        attempt({ status: 410, answer: 'gone <b>for good</b>', error: 'answered 410' }),
        undefined,
      )
    await deliveries.switchOff(lane, 'switched off: answered 410')
    const { page, errors } = await signedInPage(browser, url)
    await page.goto(`${url}/#/jobs/${job}`)

    const card = page.getByRole('region', { name: 'Deliveries' })
    const trouble = card.getByRole('alert').filter({ hasText: 'Webhook: nothing is sent any more since' })
    await trouble.getByText('switched off: answered 410').waitFor()
    await card.getByLabel('State').selectOption({ label: 'Given up (2)' })
    const items = card.locator('[data-delivery]')
    await page.waitForFunction(() => document.querySelectorAll('[data-delivery]').length === 2)
    await items.first().getByText('Show attempts').click()
    await items
      .first()
      .getByText(/7 ms · answered 410$/)
      .waitFor()
    await items.first().getByText('gone <b>for good</b>').waitFor()
    await screenshot(page, 'deliveries')
    await readable(page)
    await readableWhenNarrow(page)

    await card.getByRole('button', { name: 'Switch on' }).click()
    await trouble.waitFor({ state: 'detached' })
    await items
      .filter({ hasText: 'message-22' })
      .getByRole('button', { name: 'Send message-22 again' })
      .click()
    await card.getByRole('button', { name: 'Send all 1 given up again' }).click()
    await card.getByText('None.').waitFor()
    assert.deepEqual(await deliveries.counts(job), { pending: 2, delivered: 1, dead: 0 })
    await card.getByLabel('State').selectOption({ value: 'delivered' })
    await items.filter({ hasText: 'message-21' }).getByText('1 attempt', { exact: false }).waitFor()
    assert.deepEqual(errors, [])
  })

  test('a new job: its webhook is tried, and all channels are chosen', async () => {
    await createSource(app)
    await putObject(app, 'archive', 'old.mp4')
    await app.call('POST', `/v2/${app.projectId}/streams`, { stream_name: 'found', partition_count: 1 })
    const { page, errors } = await signedInPage(browser, url)
    await page.goto(`${url}/#/new-job`)
    await page.getByLabel('Name', { exact: true }).fill('everywhere')
    await page.getByLabel('Source').selectOption({ label: 'Main gate' })
    const parameters = page.getByRole('region', { name: 'Parameters' })
    await parameters.getByLabel('Loitering', { exact: true }).check()
    await parameters.getByLabel('Seconds that count as loitering').fill('25')
    await parameters.getByLabel('Picture quality in percent').fill('70')
    await parameters.getByLabel('Picture quality in percent').fill('')
    await page.getByLabel('Webhook').fill('https://refused.example.org/in')
    await page.getByRole('button', { name: 'Try it' }).click()
    await page
      .getByRole('alert')
      .getByText(/private address/)
      .waitFor()
    await page.getByLabel('Webhook').fill('https://hooks.example.org/in')
    await page.getByRole('button', { name: 'Try it' }).click()
    await page.getByText(/^It works: answered 200 in \d+ ms/).waitFor()
    await page.getByLabel('Data stream').selectOption('found')
    await page.getByLabel('Bucket').fill('archive')
    await page.getByLabel('Folder in the bucket').fill('gate')
    await page.getByLabel('Films a clip').check()
    await page.getByLabel('Seconds before').fill('3')
    await screenshot(page, 'new-job-outputs')
    await readable(page)
    await page.getByRole('button', { name: 'Create and start' }).click()
    await page.getByRole('heading', { level: 1, name: 'everywhere' }).waitFor()
    const about = page.getByRole('region', { name: 'About this job' })
    await about.getByText('archive/gate').waitFor()
    const id = /\/jobs\/(\w+)/.exec(page.url())[1]
    const { body } = await app.call('GET', `/v2/${app.projectId}/tasks/${id}`)
    assert.deepEqual(body.config.common, { loitering_detection_sw: 1, loitering_time_threshold: 25 })
    const { webhook, ...output } = body.output
    assert.equal(webhook.url, 'https://hooks.example.org/in')
    assert.deepEqual(output, {
      dis: { stream_name: 'found' },
      obs: { bucket: 'archive', path: 'gate' },
      event_center: true,
      clip: { before_seconds: 3, after_seconds: 10 },
    })
    assert.deepEqual(errors, [])
  })

  test('rules and subscriptions are made, shown without secrets, and deleted', async () => {
    const { page, errors } = await signedInPage(browser, url)
    await page.getByRole('link', { name: 'Events' }).click()
    await page.getByRole('link', { name: 'Rules and subscriptions' }).click()
    const subscriptions = page.getByRole('region', { name: 'Subscriptions' })
    const rules = page.getByRole('region', { name: 'Rules' })
    await subscriptions.getByText('No subscriptions yet.').waitFor()
    await subscriptions.getByLabel('Name').fill('guard')
    await subscriptions.getByLabel('Address').fill('https://hooks.example.org/guard')
    await subscriptions.getByLabel('Its value', { exact: true }).fill('s3cret-value')
    await subscriptions.getByRole('button', { name: 'Add subscription' }).click()
    await subscriptions.getByText('0 sent, 0 answered').waitFor()
    assert.ok(!(await page.content()).includes('s3cret-value'))
    await rules.getByLabel('Name').fill('by-hand')
    await rules.getByLabel('For', { exact: true }).selectOption({ label: 'Intrusion' })
    await rules.getByLabel('Only what somebody approves is sent').check()
    await rules.getByRole('button', { name: 'Add rule' }).click()
    await rules.getByText(/^repeats within 10 min/).waitFor()
    await screenshot(page, 'event-settings')
    await readable(page)
    await readableWhenNarrow(page)
    const [rule] = (await app.call('GET', `/v2/${app.projectId}/events/rules`)).body.rules
    assert.deepEqual([rule.name, rule.event_types, rule.manual_review], ['by-hand', [196_609], true])
    for (const [card, name, none] of [
      [rules, 'by-hand', 'No rules yet.'],
      [subscriptions, 'guard', 'No subscriptions yet.'],
    ]) {
      await card.getByRole('button', { name: `Delete ${name}` }).click()
      await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
      await card.getByText(none).waitFor()
    }
    assert.deepEqual(errors, [])
  })

  test('a job that counts shows the hours of today', async () => {
    const job = await createJob(app, { name: 'counter' })
    const lease = await app.stores.jobs.claim(job, 'PENDING', 'w', 60_000)
    const line = {
      line: [
        [0, 0],
        [9, 9],
      ],
      line_id: 0,
      side1_name: 'in',
      side2_name: 'out',
    }
    const counted = (n, side1_count, side2_count) => ({
      ...plainResult(job, lease.epoch, n, {
        projectId: app.projectId,
        eventType: 131_073,
        at: app.now() - 1,
      }),
      messageId: `00000000-0000-4000-8000-00000000003${n}`,
      envelope: envelope(n, { interval: 1, event_set: [{ ...line, side1_count, side2_count }] }),
    })
    await app.stores.results.append(job, lease.epoch, [counted(1, 3, 5), counted(2, 4, 6)], () => [])
    const { page, errors } = await signedInPage(browser, url)
    await page.goto(`${url}/#/jobs/${job}`)
    const card = page.getByRole('region', { name: 'Counts of today' })
    await card.getByText('7 today').waitFor()
    await card.getByLabel('Count', { exact: true }).selectOption({ index: 1 })
    await card.getByText('11 today').waitFor()
    await card.locator('.bars li').last().getByText('11').waitFor()
    await page.locator('.result').getByText('Line 1: 4 to in, 6 to out in 1 s').waitFor()
    await screenshot(page, 'series')
    await readable(page)
    await readableWhenNarrow(page)
    assert.deepEqual(errors, [])
  })
})
