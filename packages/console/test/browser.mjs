/** Chromium for the console's tests: pages that fail a test on any script error, pictures to show, screenshots to look at. */
import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { chromium } from 'playwright-core'

const EXECUTABLE = process.env.VIGIA_CHROMIUM ?? '/usr/bin/chromium'
const ARGUMENTS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
export const DEADLINE_MS = 15_000

/** Why these tests cannot run here, or false. */
export const noBrowser = existsSync(EXECUTABLE)
  ? false
  : `no browser at ${EXECUTABLE}; name one in VIGIA_CHROMIUM`

export const launch = () => chromium.launch({ executablePath: EXECUTABLE, args: ARGUMENTS })

/** A page of its own; `errors` fills with whatever a script threw or the browser complained of. */
export async function openPage(browser, { width = 1280, height = 860, ...context } = {}) {
  const page = await (
    await browser.newContext({ viewport: { width, height }, locale: 'en-GB', ...context })
  ).newPage()
  page.setDefaultTimeout(DEADLINE_MS)
  const errors = []
  page.on('pageerror', (error) => errors.push(String(error)))
  page.on('console', (message) => {
    // An answer that is no 2xx is told here too; the tests provoke some.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      errors.push(message.text())
  })
  return { page, errors }
}

/** Draws street scenes with a walker further on in each, as JPEG bytes. */
export async function drawPictures(browser, count) {
  const page = await browser.newPage()
  try {
    const pictures = await page.evaluate((n) => {
      const canvas = document.createElement('canvas')
      Object.assign(canvas, { width: 960, height: 540 })
      const pen = canvas.getContext('2d')
      const fill = (colour, ...area) => {
        pen.fillStyle = colour
        pen.fillRect(...area)
      }
      return Array.from({ length: n }, (_, i) => {
        fill('#a9c4d6', 0, 0, 960, 210)
        fill('#8d9a86', 0, 210, 960, 120)
        fill('#5b6066', 0, 330, 960, 210)
        fill('#b98d6b', 560, 70, 300, 200)
        const x = 380 + 30 * i
        fill('#2c3550', x + 12, 225, 36, 110)
        fill('#e2b48c', x + 18, 195, 24, 28)
        pen.lineWidth = 4
        pen.strokeStyle = '#ffd43b'
        pen.strokeRect(420, 180, 340, 240)
        pen.strokeStyle = '#ff4d4f'
        pen.strokeRect(x, 185, 60, 160)
        return canvas.toDataURL('image/jpeg', 0.85).split(',')[1]
      })
    }, count)
    return pictures.map((base64) => Buffer.from(base64, 'base64'))
  } finally {
    await page.close()
  }
}

/** Into the folder that VIGIA_SCREENSHOTS names, or nowhere. */
export async function screenshot(page, name) {
  const folder = process.env.VIGIA_SCREENSHOTS
  if (!folder) return
  await mkdir(folder, { recursive: true })
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true })
}
