/**
 * A load generator that costs little itself: plain sockets, one request under way on each, answers cut by their
 * content-length. Run as a process of its own: `node load.mjs PORT CONNECTIONS SECONDS`, requests as JSON lines
 * (whole HTTP requests) on stdin; prints `{rate, p50, p99, failed}` (requests/s, milliseconds, answers that were not 200).
 */
import { connect } from 'node:net'
import { createInterface } from 'node:readline'

const [port, connections, seconds] = process.argv.slice(2).map(Number)
const requests = []
for await (const line of createInterface({ input: process.stdin }))
  requests.push(Buffer.from(JSON.parse(line)))

const latencies = []
let next = 0
let failed = 0
let measuring = false

function run() {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1')
    let got = Buffer.alloc(0)
    let sentAt = 0
    const send = () => {
      if (done) return socket.end(resolve)
      sentAt = performance.now()
      socket.write(requests[next++ % requests.length])
    }
    socket.setNoDelay(true)
    socket.on('connect', send)
    socket.on('error', reject)
    socket.on('data', (data) => {
      got = got.length === 0 ? data : Buffer.concat([got, data])
      const end = got.indexOf('\r\n\r\n')
      if (end < 0) return
      const head = got.latin1Slice(0, end)
      const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0)
      if (got.length < end + 4 + length) return
      got = Buffer.alloc(0)
      if (measuring) {
        latencies.push(performance.now() - sentAt)
        if (!head.startsWith('HTTP/1.1 200')) failed++
      }
      send()
    })
  })
}

let done = false
const all = Array.from({ length: connections }, run)
// Never asleep: waking the sleeping half of a virtual machine costs the server more than its answer.
const stayAwake = () => done || setImmediate(stayAwake)
stayAwake()
// The first second warms caches and the compiler up.
await new Promise((resolve) => setTimeout(resolve, 1_000))
measuring = true
const from = performance.now()
await new Promise((resolve) => setTimeout(resolve, seconds * 1_000))
measuring = false
const took = (performance.now() - from) / 1_000
done = true
await Promise.all(all)
latencies.sort((a, b) => a - b)
const at = (share) => latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? 0
console.log(JSON.stringify({ rate: latencies.length / took, p50: at(0.5), p99: at(0.99), failed }))
