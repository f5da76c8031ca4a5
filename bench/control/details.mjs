/**
 * Details of one job of many: the real server over SQLite against the same Fastify answering a constant of the same
 * size, in the same run, two cores shared with the load. Also the cost of a warm token check.
 *
 *   npm run bench:control -- details [--jobs 100000 --seconds 5 --rounds 5]
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { median, table } from '../speed/table.mjs'

const file = (name) => fileURLToPath(new URL(name, import.meta.url))

/** Starts a server process and reads the line it prints when it is ready. */
async function serve(t, ...args) {
  const child = spawn(process.execPath, [file('details-server.mjs'), ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  t.push(async () => {
    child.stdin.end()
    await once(child, 'exit')
  })
  const lines = createInterface({ input: child.stdout })
  const [line] = await once(lines, 'line')
  const lookAtAll = async () => {
    child.stdin.write('\n')
    await once(lines, 'line')
  }
  return { ...JSON.parse(line), lookAtAll }
}

async function loadWith(port, requests, connections, seconds) {
  const child = spawn(process.execPath, [file('load.mjs'), port, connections, seconds].map(String), {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  child.stdin.end(requests.map((request) => `${JSON.stringify(request)}\n`).join(''))
  const [line] = await once(createInterface({ input: child.stdout }), 'line')
  const answer = JSON.parse(line)
  if (answer.failed > 0) throw new Error(`${answer.failed} answers were not 200`)
  return answer
}

export async function details(args) {
  const { values } = parseArgs({
    args,
    options: {
      jobs: { type: 'string', default: '100000' },
      seconds: { type: 'string', default: '5' },
      rounds: { type: 'string', default: '5' },
      connections: { type: 'string', default: '32' },
    },
  })
  const [jobs, seconds, rounds, connections] = ['jobs', 'seconds', 'rounds', 'connections'].map((name) =>
    Number(values[name]),
  )
  const load = (port, requests) => loadWith(port, requests, connections, seconds)
  const undo = []
  const dir = await mkdtemp(join(tmpdir(), 'vigia-bench-'))
  try {
    const real = await serve(undo, 'real', dir, String(jobs))
    const constant = await serve(undo, 'constant', String(real.bytes))
    const request = (path, token) =>
      `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Auth-Token: ${token}\r\nAccept: application/json\r\n\r\n`
    const paths = real.ids.map((id) => request(`/v1/${real.projectId}/infer/tasks/${id}`, real.token))
    // Each job of these for the first time since the server was started.
    const cold = await load(real.port, paths)
    await real.lookAtAll()
    const rows = { constant: [], details: [] }
    const ratios = { rate: [], p99: [] }
    for (let round = 0; round < rounds; round++) {
      const a = await load(constant.port, [request('/v1/p/infer/tasks/x', real.token)])
      const b = await load(real.port, paths)
      rows.constant.push(a)
      rows.details.push(b)
      ratios.rate.push(b.rate / a.rate)
      ratios.p99.push(b.p99 / a.p99)
    }
    const line = (name, runs) => [
      name,
      ...['rate', 'p50', 'p99'].map((key) => median(runs.map((r) => r[key])).toFixed(key === 'rate' ? 0 : 2)),
    ]
    console.log(
      `${jobs} jobs, ${real.bytes} bytes an answer, ${connections} connections, ${rounds} rounds of ${seconds} s`,
    )
    console.log(
      table([
        ['', 'requests/s', 'p50 ms', 'p99 ms'],
        line('constant', rows.constant),
        line('details', rows.details),
        line('details, seen for the first time', [cold]),
      ]),
    )
    console.log(
      `rate: ${median(ratios.rate).toFixed(2)} of the constant's (goal 0.6); p99: ${median(ratios.p99).toFixed(2)} times (goal 3)`,
    )
    console.log(`a warm token check: ${real.tokenCheckUs.toFixed(2)} us (goal 20)`)
  } finally {
    for (const step of undo) await step()
    await rm(dir, { recursive: true })
  }
}
