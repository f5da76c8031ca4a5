/** The built console in a real browser, against an API that answers as the platform does. */
import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { after, before, beforeEach, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { DEADLINE_MS, drawPictures, launch, noBrowser, openPage, screenshot } from './browser.mjs'
import { readability } from './contrast.mjs'
import { fakeJob, flowResults, hex32, INTRUSION_RESULTS } from './fake-jobs.mjs'
import { FakeServer, PASSWORD } from './fake-server.mjs'

const built = existsSync(fileURLToPath(new URL('../dist/index.html', import.meta.url)))
assert.ok(built, 'packages/console/dist is missing: npm run build -w @vigia/console')

const GATE = fakeJob(1, { name: 'gate' })
const YARD = fakeJob(2, {
  name: 'yard',
  state: 'ABNORMAL',
  status: 'waiting for camera, attempt 7, next in 10 s: connection refused',
})
const HALL = fakeJob(3, {
  name: 'hall',
  state: 'STOPPED',
  title: 'People Flow Counting',
  video_source_name: 'hall.mp4',
})
const DOCK = fakeJob(4, {
  name: 'dock',
  state: 'START_FAILED',
  status: 'The file holds no video that can be decoded.',
  error: { code: 'VIGIA.SOURCE_UNSUPPORTED', message: 'The file holds no video that can be decoded.' },
})

describe('console', { skip: noBrowser }, () => {
  const server = new FakeServer()
  let browser
  let opened

  before(async () => {
    await server.start()
    browser = await launch()
    server.pictures = await drawPictures(browser, 6)
  })
  after(async () => {
    await browser?.close()
    await server.stop()
  })
  beforeEach(() => {
    server.setJobs(GATE, YARD, HALL, DOCK)
    server.results = new Map([[GATE.id, INTRUSION_RESULTS]])
    server.isDown = false
  })

  const signIn = async (page, password = PASSWORD) => {
    await page.getByLabel('User').fill('admin')
    await page.getByLabel('Password', { exact: true }).fill(password)
    await page.getByRole('button', { name: 'Sign in' }).click()
  }
  /** Opens a page, signs in, runs the body, and sees that no script failed and all can be read. */
  const signedIn = (options, body) => async () => {
    opened = await openPage(browser, options)
    const { page, errors } = opened
    try {
      await page.goto(server.url)
      await signIn(page)
      await page.getByRole('heading', { level: 1, name: 'Jobs' }).waitFor()
      await body(page)
      assert.deepEqual(errors, [])
    } finally {
      await page.context().close()
    }
  }
  const row = (page, name) =>
    page.getByRole('row').filter({ has: page.getByRole('link', { name, exact: true }) })
  /** Pictures of results are fetched when they come near the window. */
  const thumbnails = async (page, count) => {
    for (const result of await page.locator('.result').all()) await result.scrollIntoViewIfNeeded()
    await page.waitForFunction((n) => document.querySelectorAll('.result .thumb img').length === n, count)
    await page.evaluate(() => window.scrollTo(0, 0))
  }
  const readable = async (page) => assert.deepEqual(await readability(page), [])

  test('a wrong password is told in the server’s words, and signs nobody in', async () => {
    const { page, errors } = await openPage(browser)
    await page.goto(server.url)
    assert.equal(await page.getByLabel('Project').inputValue(), 'default')
    assert.equal(await page.getByLabel('Domain').inputValue(), 'vigia')
    await screenshot(page, 'sign-in')
    await readable(page)
    await signIn(page, 'wrong')
    await page.getByRole('alert').getByText('The username or password is wrong.').waitFor()
    await screenshot(page, 'sign-in-wrong')
    await readable(page)
    assert.equal(await page.evaluate(() => sessionStorage.length), 0)
    assert.deepEqual(errors, [])
    await page.context().close()
  })

  test('what the check of readability looks for, it finds', async () => {
    const { page } = await openPage(browser, { width: 400 })
    await page.setContent(
      '<p style="color:#868e96">pale</p><button></button><div style="width:900px">wide</div>',
    )
    const faults = await readability(page)
    assert.deepEqual(
      faults.map((fault) => fault.split(/[ :]/)[0]),
      ['contrast', 'no', 'wider'],
      faults.join('\n'),
    )
    await page.context().close()
  })

  test(
    'the list shows every job with its state, reason and actions',
    signedIn({}, async (page) => {
      await row(page, 'gate').getByText('Running', { exact: true }).waitFor()
      await row(page, 'yard').getByText('Trouble', { exact: true }).waitFor()
      await row(page, 'yard').getByText('waiting for camera, attempt 7').waitFor()
      await row(page, 'hall').getByText('People Flow Counting').waitFor()
      await row(page, 'gate').getByRole('button', { name: 'Stop gate' }).waitFor()
      await row(page, 'yard').getByRole('button', { name: 'Try yard again now' }).waitFor()
      await row(page, 'hall').getByRole('button', { name: 'Start hall' }).waitFor()
      assert.equal(await row(page, 'gate').getByRole('button', { name: 'Start gate' }).count(), 0)
      await screenshot(page, 'jobs')
      await readable(page)
      const kept = await page.evaluate(() => JSON.stringify([sessionStorage, localStorage]))
      assert.ok(!kept.includes(PASSWORD), 'the password is kept nowhere')
    }),
  )

  test(
    'stop takes effect, changes come by themselves and are announced',
    signedIn({}, async (page) => {
      await row(page, 'gate').getByRole('button', { name: 'Stop gate' }).click()
      await row(page, 'gate').getByText('Stopping', { exact: true }).waitFor()
      server.change(GATE.id, { state: 'STOPPED' })
      await row(page, 'gate').getByText('Stopped', { exact: true }).waitFor()
      await page.getByRole('status').filter({ hasText: 'gate: Stopped' }).waitFor({ state: 'attached' })
    }),
  )

  test(
    'what the server refuses is told in its words and can be closed',
    signedIn({}, async (page) => {
      await row(page, 'hall').waitFor()
      server.jobs.set(HALL.id, { ...HALL, state: 'FROZEN' })
      await row(page, 'hall').getByRole('button', { name: 'Start hall' }).click()
      const alert = page.getByRole('alert')
      await alert.getByText('start: the job is FROZEN').waitFor()
      await alert.getByText('VIAS.00010012').waitFor()
      await screenshot(page, 'jobs-refused')
      await readable(page)
      await alert.getByRole('button', { name: 'Close' }).click()
      await alert.waitFor({ state: 'detached' })
    }),
  )

  test(
    'delete asks first, by keyboard too',
    signedIn({}, async (page) => {
      await row(page, 'dock').getByRole('button', { name: 'Delete dock' }).press('Enter')
      const dialog = page.getByRole('dialog', { name: 'Delete this job?' })
      await dialog.getByText('‘dock’ and its results are removed for good.').waitFor()
      await screenshot(page, 'delete')
      await readable(page)
      await page.keyboard.press('Escape')
      await dialog.waitFor({ state: 'detached' })
      assert.ok(server.jobs.has(DOCK.id))
      await row(page, 'dock').getByRole('button', { name: 'Delete dock' }).click()
      await dialog.getByRole('button', { name: 'Delete' }).click()
      await row(page, 'dock').waitFor({ state: 'detached' })
      assert.ok(!server.jobs.has(DOCK.id))
    }),
  )

  test(
    'jobs are found by name and state, and paged',
    signedIn({}, async (page) => {
      server.setJobs(
        ...Array.from({ length: 45 }, (_, i) =>
          fakeJob(i + 1, { state: i % 9 === 0 ? 'STOPPED' : 'RUNNING' }),
        ),
      )
      await page.getByText('45 jobs').waitFor()
      await page.getByRole('button', { name: 'Page 3' }).click()
      await row(page, 'job-45').waitFor()
      assert.equal(await page.getByRole('row').count(), 1 + 5)
      await page.goBack()
      await row(page, 'job-1').waitFor()
      await screenshot(page, 'jobs-paged')
      await readable(page)
      await page.getByRole('combobox', { name: 'State' }).selectOption({ label: 'Stopped' })
      await page.getByText('5 jobs').waitFor()
      await page.getByRole('searchbox', { name: 'Search by name' }).fill('job-1')
      await page.getByText('3 jobs').waitFor()
      await page.getByRole('searchbox', { name: 'Search by name' }).fill('nothing')
      await page.getByText('No job matches your search.').waitFor()
      await page.getByRole('button', { name: 'Show all jobs' }).click()
      await page.getByText('45 jobs').waitFor()
    }),
  )

  test(
    'an empty list tells how to make a job',
    signedIn({}, async (page) => {
      server.setJobs()
      await page.getByRole('heading', { name: 'No jobs yet' }).waitFor()
      await page.getByText('npx vigia jobs create c-intrusiondetection-cloud').waitFor()
      await screenshot(page, 'jobs-empty')
      await readable(page)
    }),
  )

  test(
    'a job’s page shows why, what it sees, what it saw and how it is set up',
    signedIn({}, async (page) => {
      await page.getByRole('link', { name: 'gate', exact: true }).click()
      await page.getByRole('heading', { level: 1, name: 'gate' }).waitFor()
      const live = page.getByRole('img', { name: 'Newest annotated picture of gate' })
      await live.waitFor()
      const first = await live.getAttribute('src')
      await page.waitForFunction(
        (src) => document.querySelector('.live img')?.getAttribute('src') !== src,
        first,
      )
      await page.getByText(/^\d\.\d s old$/).waitFor()
      for (const line of [
        'A person entered ‘gate’',
        'A person crossed from street side to house side',
        'A person stays in ‘gate’',
        'A vehicle left the region',
      ]) {
        await page.getByText(line).first().waitFor()
      }
      await page.getByText('rtsp://viewer:******@10.0.0.9/ch1').waitFor()
      await page.getByText('content-type, x-auth').waitFor()
      await page.getByText('31 delivered').waitFor()
      await page.getByText('Region ‘gate’, 4 points').waitFor()
      await page.getByText('Line between ‘house side’ and ‘street side’').waitFor()
      await page.getByText('A parameter of a newer server').waitFor()
      await page.getByText('Given to worker local').waitFor()
      await thumbnails(page, INTRUSION_RESULTS.length)
      await screenshot(page, 'job')
      await readable(page)
      await page
        .getByRole('button', { name: 'Enlarge the picture: A person entered ‘gate’', exact: true })
        .click()
      const dialog = page.getByRole('dialog')
      await dialog.getByRole('img', { name: 'Picture: A person entered ‘gate’' }).waitFor()
      await page.waitForFunction(() => document.querySelector('.big-picture')?.naturalWidth === 960)
      await screenshot(page, 'job-picture')
      await page.keyboard.press('Escape')
      await dialog.waitFor({ state: 'detached' })
      await page.getByRole('button', { name: 'Stop gate' }).click()
      await page.getByText('No picture yet').waitFor({ timeout: DEADLINE_MS })
    }),
  )

  test(
    'a job on a schedule shows whether it is armed, and its windows day by day',
    signedIn({}, async (page) => {
      server.setJobs(
        fakeJob(1, {
          name: 'night',
          state: 'PENDING',
          status: 'Waiting for the next window of its schedule.',
          schedule_status: 'ACTIVATED',
          schedule: {
            type: 'weekly',
            timezone: 'Europe/Berlin',
            days_of_week: [7, 1],
            periods: [
              [{ begin_at: '00:00:00', end_at: '06:00:00' }],
              [{ begin_at: '22:00:00', end_at: '23:59:00' }],
            ],
          },
        }),
      )
      await page.getByRole('link', { name: 'night', exact: true }).click()
      await page.getByText('Armed, Europe/Berlin').waitFor()
      const lines = await page.getByText(/^(Mon|Sun) /).allTextContents()
      assert.deepEqual(lines, ['Mon 22:00:00–23:59:00', 'Sun 00:00:00–06:00:00'])
      await readable(page)
    }),
  )

  test(
    'a job without a picture says why',
    signedIn({}, async (page) => {
      await page.getByRole('link', { name: 'yard', exact: true }).click()
      await page.getByText('No picture yet').waitFor()
      assert.equal(await page.getByText('waiting for camera, attempt 7, next in 10 s').count(), 2)
      await page.getByText('Nothing has been seen yet.').waitFor()
      await screenshot(page, 'job-abnormal')
      await readable(page)
      await page.goto(`${server.url}/#/jobs/${DOCK.id}`)
      await page.getByText('VIGIA.SOURCE_UNSUPPORTED').waitFor()
      await page.goto(`${server.url}/#/jobs/${hex32(99)}`)
      await page.getByText('This job does not exist, or no longer does.').waitFor()
    }),
  )

  test(
    'counts are told, those of nobody only on request, and heat maps shown',
    signedIn({}, async (page) => {
      const hall = { ...HALL, state: 'RUNNING' }
      server.setJobs(hall)
      server.results = new Map([[HALL.id, flowResults(server.pictures[0].toString('base64'))]])
      await page.getByRole('link', { name: 'hall', exact: true }).click()
      await page.getByText('Line 1: 2 to shop, 1 to street in 2 s').waitFor()
      await page.getByText('3 people in region 1').waitFor()
      await page.getByText('1 person in region 1').waitFor()
      assert.equal(await page.getByText('0 people in region 1').count(), 0)
      await page.getByRole('switch', { name: 'Hide counts of nobody' }).press('Space')
      await page.getByText('0 people in region 1').waitFor()
      await page.getByRole('button', { name: 'Enlarge the picture: Density' }).waitFor()
      await screenshot(page, 'job-flow')
      await readable(page)
    }),
  )

  test(
    'a token whose time is over leads back to sign-in with a note',
    signedIn({}, async (page) => {
      await row(page, 'gate').waitFor()
      server.tokens.clear()
      await page.getByText('Your session has ended. Please sign in again.').waitFor()
      await screenshot(page, 'expired')
      await readable(page)
      await signIn(page)
      await row(page, 'gate').waitFor()
    }),
  )

  test(
    'sign-out ends the token, and a reload does not sign in again',
    signedIn({}, async (page) => {
      const revoked = server.revoked
      await page.reload()
      await row(page, 'gate').waitFor()
      await page.getByRole('button', { name: 'Sign out' }).click()
      await page.getByRole('heading', { name: 'Sign in' }).waitFor()
      assert.equal(await page.getByText('Your session has ended.').count(), 0)
      await page.reload()
      await page.getByRole('heading', { name: 'Sign in' }).waitFor()
      assert.equal(server.revoked, revoked + 1)
    }),
  )

  test(
    'a server that is away is waited for, with the list still there',
    signedIn({}, async (page) => {
      await row(page, 'gate').waitFor()
      server.isDown = true
      await page.getByText('The server cannot be reached; trying again.').waitFor()
      assert.equal(await row(page, 'gate').count(), 1)
      server.isDown = false
      await page.getByText('The server cannot be reached; trying again.').waitFor({ state: 'detached' })
    }),
  )

  test('Chinese is chosen by the browser’s language, or by hand and then remembered', async () => {
    const { page, errors } = await openPage(browser, { locale: 'zh-CN', colorScheme: 'dark' })
    await page.goto(server.url)
    await page.getByRole('heading', { name: '登录' }).waitFor()
    await page.getByLabel('用户名').fill('admin')
    await page.getByLabel('密码', { exact: true }).fill(PASSWORD)
    await screenshot(page, 'zh-dark-sign-in')
    await page.getByRole('button', { name: '登录' }).click()
    await page.getByRole('heading', { level: 1, name: '作业' }).waitFor()
    await row(page, 'gate').getByText('运行中', { exact: true }).waitFor()
    await row(page, 'gate').getByText('入侵检测').waitFor()
    await screenshot(page, 'zh-dark-jobs')
    await readable(page)
    await page.getByRole('link', { name: 'gate', exact: true }).click()
    await page.getByText('人员进入“gate”').first().waitFor()
    await page.getByText('人员越线：从street side到house side').waitFor()
    await page.getByRole('img', { name: 'gate 的最新标注画面' }).waitFor()
    await thumbnails(page, INTRUSION_RESULTS.length)
    await screenshot(page, 'zh-dark-job')
    await readable(page)
    await page.getByText('English', { exact: true }).click()
    await page.getByText('A person entered ‘gate’').first().waitFor()
    assert.equal(await page.evaluate(() => document.documentElement.lang), 'en')
    await page.reload()
    await page.getByText('A person entered ‘gate’').first().waitFor()
    assert.deepEqual(errors, [])
    await page.context().close()
  })

  test(
    'all of it fits a screen of 400 pixels',
    signedIn({ width: 400, height: 800 }, async (page) => {
      await page.getByText('waiting for camera, attempt 7').waitFor()
      await screenshot(page, 'narrow-jobs')
      await readable(page)
      await page.getByRole('link', { name: 'gate', exact: true }).click()
      await page.getByRole('img', { name: 'Newest annotated picture of gate' }).waitFor()
      await thumbnails(page, INTRUSION_RESULTS.length)
      await screenshot(page, 'narrow-job')
      await readable(page)
    }),
  )
})
