import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ALGORITHMS, newestRelease, type Release } from '@vigia/core'
import { taskSheet } from './parameter-sheet.js'

const sheetOf = (properties: Record<string, unknown>): string =>
  taskSheet({ parameters: { type: 'object', properties } } as unknown as Release)
const both = { description: 'In <words>', titleZh: '说明' }

test('each kind of parameter has its type, its bounds or choices, and both languages', () => {
  const sheet = sheetOf({
    whole: { type: 'integer', minimum: 1, maximum: 9, default: 2, ...both },
    share: { type: 'number', minimum: 0, maximum: 1, default: 0.1, ...both },
    mode: { type: 'string', enum: ['single', 'periodic'], default: 'single', ...both },
    words: { type: 'string', ...both },
    plate: { type: 'object', properties: { city: { type: 'string', description: 'City' } }, ...both },
  })
  const titles = 'titleCn="说明" titleEn="In &lt;words&gt;" required="false"'
  for (const param of [
    `<param name="whole" ${titles} type="Int" default="2" min="1" max="9"/>`,
    `<param name="share" ${titles} type="Float" default="0.1" min="0" max="1"/>`,
    `<param name="mode" ${titles} type="String" default="single" enum="single,periodic"/>`,
    `<param name="words" ${titles} type="String"/>`,
    `<param name="plate" ${titles} type="Object"><param name="city" titleCn="City" titleEn="City" required="false" type="String"/></param>`,
  ])
    assert.ok(sheet.includes(param), `${param}\nis not in\n${sheet}`)
})

test('the sheet says what lines mean where they are more than a border', () => {
  const lines = (service: string) => {
    const [param = ''] =
      /<param name="target_roi"[^>]*>/.exec(taskSheet(newestRelease(ALGORITHMS.get(service)!))) ?? []
    return /lines="(\w+)"/.exec(param)?.[1]
  }
  assert.deepEqual(['c-vehicle-detection-cloud', 'c-retrograde-edge', 'c-flowcount-cloud'].map(lines), [
    'kind',
    'way',
    undefined,
  ])
})

test('every service has a sheet that names each of its parameters', () => {
  for (const algorithm of ALGORITHMS.values()) {
    const release = newestRelease(algorithm)
    const sheet = taskSheet(release)
    for (const name of Object.keys(release.parameters.properties as object))
      assert.ok(sheet.includes(`<param name="${name}" `), `${algorithm.serviceName} ${name}`)
  }
})
