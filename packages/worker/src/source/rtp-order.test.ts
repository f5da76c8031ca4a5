import assert from 'node:assert/strict'
import { test } from 'node:test'
import { RtpOrder } from './rtp-order.js'

function packet(number: number): Buffer {
  const bytes = Buffer.alloc(12)
  bytes[0] = 0x80
  bytes.writeUInt16BE(number % 65_536, 2)
  return bytes
}

function given(numbers: number[]): number[] {
  const out: number[] = []
  const order = new RtpOrder((bytes) => out.push(bytes.readUInt16BE(2)))
  for (const number of numbers) order.push(packet(number))
  return out
}

const upTo = (from: number, count: number) => Array.from({ length: count }, (_, i) => (from + i) % 65_536)

test('packets in order pass at once', () => assert.deepEqual(given([7, 8, 9]), [7, 8, 9]))
test('shuffled packets are put in order, doubles and late ones are left out', () =>
  assert.deepEqual(given([1, 4, 2, 4, 3, 2, 5]), [1, 2, 3, 4, 5]))
test('numbers begin again after 65535', () =>
  assert.deepEqual(given([65_534, 0, 65_535, 1]), [65_534, 65_535, 0, 1]))
test('a lost packet is waited for only so long', () => {
  assert.deepEqual(given([1, ...upTo(3, 32)]), [1])
  assert.deepEqual(given([1, ...upTo(3, 40)]), [1, ...upTo(3, 40)])
})
test('a camera that begins to count anew is followed', () =>
  assert.deepEqual(given([40_000, 40_001, 5, 6, 7]), [40_000, 40_001, 5, 6, 7]))
test('what is no RTP packet is left out', () => {
  const out: Buffer[] = []
  const order = new RtpOrder((bytes) => out.push(bytes))
  for (const bytes of [Buffer.alloc(0), Buffer.alloc(4), Buffer.alloc(40), packet(1)]) order.push(bytes)
  assert.equal(out.length, 1)
})
