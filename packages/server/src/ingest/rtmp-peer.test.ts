import assert from 'node:assert/strict'
import { test } from 'node:test'
import { BROKEN, HANDSHAKE, whole } from './broken.testing.js'
import { PeerError, RtmpPeer } from './rtmp-peer.js'

const peer = (heard: string[] = []) =>
  new RtmpPeer({
    output: () => undefined,
    publish: () => heard.push('publish'),
    play: () => heard.push('play'),
    packet: () => heard.push('packet'),
    finished: () => heard.push('finished'),
  })

for (const [what, bytes] of Object.entries(BROKEN))
  test(`${what}: an error of the peer, and little memory`, () => {
    const one = peer()
    assert.throws(() => one.take(Buffer.concat([HANDSHAKE, bytes])), PeerError)
    let kept = 0
    for (const { capacity } of one.inPackets.values()) kept += capacity
    assert.ok(kept < 512 * 1024, `${kept} bytes`)
  })

test('pictures count only once the peer is let in, and may then be longer than commands', () => {
  const heard: string[] = []
  const one = peer(heard)
  const picture = whole(9, Buffer.alloc(100, 23))
  one.take(Buffer.concat([HANDSHAKE, picture]))
  assert.deepEqual(heard, [])
  one.isLetIn = true
  one.take(picture)
  assert.deepEqual(heard, ['packet'])
  assert.throws(() => one.take(whole(9, Buffer.alloc(9 * 1024 * 1024))), PeerError)
})

test('what is received is acknowledged', () => {
  const sent: Buffer[] = []
  const one = new RtmpPeer({
    output: (bytes) => sent.push(bytes),
    publish: () => undefined,
    play: () => undefined,
    packet: () => undefined,
    finished: () => undefined,
  })
  one.isLetIn = true
  one.take(HANDSHAKE)
  const before = sent.length
  const size = Buffer.alloc(4)
  size.writeUInt32BE(1 << 20)
  one.take(whole(1, size))
  for (let i = 0; i < 3; i++) one.take(whole(9, Buffer.alloc(1 << 20, 23)))
  const [acknowledgement] = sent.slice(before)
  assert.equal(acknowledgement?.[7], 3)
  assert.ok((acknowledgement?.readUInt32BE(12) ?? 0) > 2_500_000)
})
