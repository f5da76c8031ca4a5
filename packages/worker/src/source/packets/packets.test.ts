import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Packet, PacketError } from './packet-cutter.js'
import { PacketGate } from './packet-gate.js'
import { cut, decoded, footage } from './testing-stream.js'

interface Rig {
  gate: PacketGate
  written: Buffer[]
  behind: boolean[]
  unfit: string[]
  /** Says no to what is written from now on. */
  isFull: boolean
}

function rig(): Rig {
  const written: Buffer[] = []
  const made: Omit<Rig, 'gate'> = { written, behind: [], unfit: [], isFull: false }
  const gate = new PacketGate(
    {
      write: (bytes) => {
        written.push(bytes)
        return !all.isFull
      },
    },
    { fps: 5, onCatchUp: (is) => made.behind.push(is), onUnfit: (reason) => made.unfit.push(reason) },
  )
  const all: Rig = Object.assign(made, { gate })
  return all
}

/** A packet of no real video. */
const packet = (timeMs: number, isKey = false, bytes = 100): Packet => ({
  timeMs,
  isKey,
  bytes: Buffer.alloc(bytes, timeMs % 251),
})

/** Packets each 100 ms from `fromMs` on, a key frame every `keyMs`; each one's picture comes at once. */
function play({ gate }: Rig, fromMs: number, untilMs: number, keyMs = 1_000): void {
  for (let at = fromMs; at < untilMs; at += 100) {
    gate.packet(packet(at, at % keyMs === 0))
    if (at % keyMs === 0) gate.pictured(at)
  }
}

for (const encoder of ['libx264', 'libx265'] as const)
  test(`${encoder}: asleep a decoder gets the key frames, awake again every frame since the last of them`, async () => {
    const { bytes, head, packets } = await footage(encoder, 6)
    const whole = await decoded(bytes)
    assert.equal(whole.length, 60)
    const one = rig()
    one.gate.head(head)
    for (const next of packets) {
      // Asleep from 1.5 s on, awake in the middle of the fifth second.
      if (next.timeMs === 1_500) one.gate.sleep(true)
      if (next.timeMs === 4_500) one.gate.sleep(false)
      one.gate.packet(next)
      if (next.isKey) one.gate.pictured(next.timeMs)
    }
    const seen = await decoded(Buffer.concat(one.written))
    const isWanted = ({ timeMs }: { timeMs: number }) =>
      timeMs < 1_500 || timeMs >= 4_000 || timeMs % 1_000 === 0
    assert.deepEqual(seen, whole.filter(isWanted), 'the same pictures, none broken')
    assert.deepEqual(one.gate.counters, { handed: seen.length, leftOut: 60 - seen.length, lost: 0 })
    assert.deepEqual(one.behind, [true, false], 'behind until the picture of the next key frame')
    assert.deepEqual(one.unfit, [])
  })

test('a stream is cut at the same places however it comes', async () => {
  const { bytes, head, packets } = await footage('libx264', 2)
  assert.equal(packets.length, 20)
  assert.deepEqual(
    packets.filter(({ isKey }) => isKey).map(({ timeMs }) => timeMs),
    [0, 1_000],
  )
  const chunks = Array.from({ length: Math.ceil(bytes.length / 7) }, (_, i) =>
    bytes.subarray(7 * i, 7 * i + 7),
  )
  assert.deepEqual(cut(chunks), { head, packets })
})

test('what is no Matroska, or has an element of a gigabyte, is refused', async () => {
  assert.throws(() => cut([Buffer.alloc(64)]), PacketError)
  const { head } = await footage('libx264', 1)
  assert.throws(() => cut([head, Buffer.from('1f43b6750840000000', 'hex')]), PacketError)
  assert.throws(() => cut([head, Buffer.from('1f43b67583e78105', 'hex')]), /without a block/)
})

test('B frames make a stream unfit, and it is decoded whole', async () => {
  const one = rig()
  one.gate.sleep(true)
  const { packets } = await footage('libx264', 2, ['-bf', '2', '-b_strategy', '0'])
  for (const next of packets) one.gate.packet(next)
  assert.match(one.unfit.join(), /B frames/)
  one.gate.sleep(true)
  assert.equal(one.gate.counters.handed, packets.length)
})

test('key frames too far apart: what was held is handed on, and the stream sleeps no more', () => {
  const one = rig()
  play(one, 0, 1_000)
  one.gate.sleep(true)
  play(one, 1_000, 8_000, 100_000)
  assert.match(one.unfit.join(), /more than 5 s apart/)
  assert.deepEqual(one.gate.counters, { handed: 80, leftOut: 0, lost: 0 })
})

test('a stream of key frames only has nothing to leave out', () => {
  const one = rig()
  for (let at = 0; at < 6_000; at += 100) one.gate.packet(packet(at, true))
  assert.match(one.unfit.join(), /every frame of it is a key frame/)
})

test('a decoder that holds pictures back until others follow is fed every frame', () => {
  const one = rig()
  play(one, 0, 1_000)
  one.gate.sleep(true)
  for (let at = 1_000; at < 9_000; at += 100) one.gate.packet(packet(at, at % 1_000 === 0))
  assert.match(one.unfit.join(), /holds pictures back/)
})

test('a second of more than may be held is no stream to sleep with', () => {
  const one = rig()
  play(one, 0, 1_000)
  one.gate.sleep(true)
  one.gate.packet(packet(1_000, true))
  for (let at = 1_100; at < 2_000; at += 100) one.gate.packet(packet(at, false, 4 * 1024 ** 2))
  assert.match(one.unfit.join(), /more than 16 MiB/)
})

test('a decoder too slow for the stream misses what is old, goes on with a key frame, and nothing grows', () => {
  const one = rig()
  one.isFull = true
  play(one, 0, 60_000)
  const { handed, lost } = one.gate.counters
  assert.equal(handed, 1, 'it has not asked for more')
  assert.ok(lost >= 480, `${lost} lost`)
  one.isFull = false
  one.gate.drained()
  assert.equal(one.written.length + lost, 600)
  assert.equal(one.written[1]![0], packet(50_000).bytes[0], 'the key frame at 50 s')
})

test('without a key frame to go on with, packets are lost until one comes', () => {
  const one = rig()
  one.isFull = true
  play(one, 0, 12_000, 100_000)
  one.isFull = false
  one.gate.drained()
  const before = one.gate.counters.handed
  play(one, 12_000, 13_000, 100_000)
  assert.equal(one.gate.counters.handed, before)
  one.gate.packet(packet(13_000, true))
  assert.equal(one.gate.counters.handed, before + 1)
})

test('a picture that waited while the stream slept has come that much earlier', () => {
  const one = rig()
  play(one, 0, 1_000)
  one.gate.sleep(true)
  play(one, 1_000, 1_800)
  assert.equal(one.gate.lagOf(1_000), 0, 'asleep, a key frame is shown as it comes')
  one.isFull = true
  one.gate.sleep(false)
  assert.deepEqual(one.behind, [true])
  assert.equal(one.gate.lagOf(1_100), 600)
})
