/** Do looks at real clips give the finding that the clip was made for, and clean clips none? */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { addressPolicy, FINDINGS, type Finding, type LookOutcome } from '@vigia/core'
import {
  CLEAN,
  DEFECTS,
  MORE_DEFECTS,
  STREETS,
  streetThrough,
  type TempFolder,
  tempFolder,
} from '@vigia/testing'
import { lookAt } from './look-at.js'

let folder: TempFolder
before(async () => {
  folder = await tempFolder()
})
after(() => folder.remove())

/** The file as a camera's stream: it is judged like one. */
async function look(file: string, memory?: Uint8Array) {
  const url = pathToFileURL(file).href
  const outcome: LookOutcome = await lookAt(
    { input: { type: 'url', url }, memory },
    {
      locatorOf: () => ({ presumed: 'stream', locate: async () => ({ url }) }),
      ffmpegPath: 'ffmpeg',
      mediaDirs: [folder.path],
      mediaPolicy: addressPolicy('media', ''),
    },
    AbortSignal.timeout(120_000),
  )
  assert.ok(outcome.kind === 'seen', JSON.stringify(outcome))
  return outcome
}

const through = (street: string, filter: string, name: string, later = false) =>
  streetThrough(street, filter, folder.path, { name: name.replaceAll(/[^\w-]/g, '_'), later })

/** What earlier looks at the street have left. */
const remembered = async (street: string) =>
  (await look(await through(street, CLEAN.plain, 'earlier', true))).memory

/** Streets of the test; the table in docs/video-centre.md is of all of them (VIGIA_ALL_STREETS=1). */
const streets = process.env.VIGIA_ALL_STREETS ? Object.keys(STREETS) : ['day']

test('every defect is found on every street, and nothing else', async () => {
  const found: Record<string, string[]> = {}
  for (const street of streets) {
    const memory = await remembered(street)
    for (const [name, filter] of Object.entries({ ...DEFECTS, ...MORE_DEFECTS })) {
      const file = await through(street, filter, name)
      const wanted = name.split('-')[0] as Finding
      // A picture that stands still was the same at the last look.
      const { findings } = await look(
        file,
        wanted === 'ScreenFreeze' ? (await look(file, memory)).memory : memory,
      )
      found[`${street}: ${name}`] = findings
    }
  }
  assert.deepEqual(
    found,
    Object.fromEntries(Object.keys(found).map((name) => [name, [name.split(': ')[1]!.split('-')[0]]])),
  )
  assert.deepEqual(Object.keys(DEFECTS).sort(), [...FINDINGS].sort())
})

test('clean pictures give no finding: noise, fog, glare, dimness, infrared light, snowfall', async () => {
  for (const street of streets) {
    const memory = await remembered(street)
    for (const [name, filter] of Object.entries(CLEAN))
      assert.deepEqual(
        [street, name, (await look(await through(street, filter, name), memory)).findings],
        [street, name, []],
      )
  }
})

test('a look keeps a picture of at most 1280 pixels and what the next look needs', async () => {
  const outcome = await look(await through('day', 'scale=1920:1080', 'large'))
  assert.equal(Buffer.from(outcome.jpeg.subarray(0, 2)).toString('hex'), 'ffd8')
  assert.ok(outcome.memory)
  assert.equal(outcome.memory.length, 4 + 2 * 160 * 90)
})
