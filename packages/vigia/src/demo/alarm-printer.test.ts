import assert from 'node:assert/strict'
import { test } from 'node:test'
import { alarmLine } from './alarm-line.js'
import { startAlarmPrinter } from './alarm-printer.js'

const AT = Math.floor(new Date(2026, 4, 3, 14, 3, 7).getTime() / 1000)
const BOX = { x: 880, y: 231, w: 44, h: 200 }

function line(event_type: number, data: object): string {
  return alarmLine({ timestamp: AT, task_id: 'a', event_type, data }, 'demo')
}

test('intrusions tell who did what and where', () => {
  const event = {
    bounding_box: BOX,
    category: 0,
    start_position: 'out',
    end_position: 'in',
    polygon_name: 'gate area',
  }
  assert.equal(
    line(196_609, { event_set: [event] }),
    "14:03:07  demo  intrusion: a person entered 'gate area' at (902, 431)",
  )
  assert.equal(
    line(196_609, {
      event_set: [
        { ...event, start_position: 'in', end_position: 'out' },
        { ...event, category: 1, start_position: 'park', end_position: 'station' },
      ],
    }),
    "14:03:07  demo  intrusion: a person left 'gate area' at (902, 431); a vehicle crossed from park to station at (902, 431)",
  )
  assert.match(
    line(196_610, { event_set: [{ bounding_box: BOX, category: 0 }] }),
    /loitering: a person stays at \(902, 431\)$/,
  )
})

test('counts tell how many went where', () => {
  const counts = { side1_count: 1, side2_count: 3, side1_name: 'park', side2_name: 'station' }
  assert.equal(
    line(131_073, { interval: 10, event_set: [counts] }),
    '14:03:07  demo  flow: 1 crossed to park, 3 crossed to station (last 10 s)',
  )
  assert.equal(
    line(131_074, { event_set: [{ count: 2, region_id: 0 }] }),
    '14:03:07  demo  flow: 2 in region 0',
  )
  assert.match(line(131_075, { interval: 60 }), /a new heat map \(last 60 s\)$/)
})

test('an unknown or odd message still gives one line', () => {
  assert.match(line(5, {}), /event 5/)
  assert.equal(alarmLine(null, 'demo').split('\n').length, 1)
})

async function post(url: string, body: unknown): Promise<number> {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return (await fetch(url, { method: 'POST', body: text, signal: AbortSignal.timeout(20_000) })).status
}

test('a burst is printed whole, each message once, under the name of its job', async () => {
  const lines: string[] = []
  const printer = await startAlarmPrinter({
    print: (text) => lines.push(text),
    jobName: (id) => (id === 'job1' ? 'demo-intrusion' : undefined),
  })
  try {
    const messages = Array.from({ length: 200 }, (_, i) => ({
      message_id: `m${i}`,
      task_id: i % 2 === 0 ? 'job1' : 'job2',
      event_type: 131_074,
      timestamp: AT,
      image_base64: 'A'.repeat(20_000),
      data: { event_set: [{ count: i, region_id: 0 }] },
    }))
    const answers = await Promise.all(
      [...messages, ...messages.slice(0, 20)].map((message) => post(printer.url, message)),
    )
    assert.ok(answers.every((status) => status === 204))
    assert.equal(lines.length, 200)
    assert.deepEqual(
      new Set(lines.map((text) => Number(/(\d+) in region/.exec(text)?.[1]))),
      new Set(messages.keys()),
    )
    assert.equal(lines.filter((text) => text.includes('demo-intrusion')).length, 100)
  } finally {
    await printer.stop()
  }
})

test('what is no message is refused', async () => {
  const lines: string[] = []
  const printer = await startAlarmPrinter({ print: (text) => lines.push(text) })
  try {
    assert.equal(await post(printer.url, 'no json'), 400)
    assert.equal((await fetch(printer.url, { signal: AbortSignal.timeout(5_000) })).status, 405)
    assert.deepEqual(lines, [])
  } finally {
    await printer.stop()
  }
  await assert.rejects(post(printer.url, {}))
})
