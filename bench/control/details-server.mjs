/**
 * The two servers that `details.mjs` compares: `real DIR JOBS` is our HTTP server over a filled SQLite store,
 * `constant BYTES` the same Fastify answering a constant. Prints one line of JSON when ready, and another when a line on
 * its stdin had it look at all jobs once; ends with its stdin.
 */
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { ALGORITHMS } from '@vigia/core'
import { bootstrapIdentity, buildHttp, Tokens } from '@vigia/server'
import Fastify from 'fastify'
import { fill, openStore, projectId } from './store.mjs'

/** Rows read at once. */
const PAGE = 10_000
const [kind, ...args] = process.argv.slice(2)
const app = kind === 'real' ? await real(...args) : constant(Number(args[0]))
const { port } = new URL(await app.server.listen({ host: '127.0.0.1', port: 0 }))
console.log(JSON.stringify({ port: Number(port), ...app.facts }))
for await (const _ of createInterface({ input: process.stdin })) {
  await app.lookAtAll()
  console.log(JSON.stringify({ looked: true }))
}
process.exit(0)

function constant(bytes) {
  const server = Fastify()
  const body = 'x'.repeat(bytes)
  server.get('/v1/:project_id/infer/tasks/:task_id', (_, reply) =>
    reply.type('application/json; charset=utf-8').send(body),
  )
  return { server, facts: {} }
}

async function real(dir, jobs) {
  const clock = { now: () => Date.now() }
  const stores = await openStore(join(dir, 'vigia.db'), clock)
  await fill(stores, { jobs: Number(jobs), projects: 1 })
  const ids = { hex32: () => randomBytes(16).toString('hex') }
  await bootstrapIdentity({ identity: stores.identity, ids, adminPassword: 'bench' })
  const user = await stores.identity.userByName('admin', { name: 'vigia' })
  const project = {
    id: projectId(0),
    name: 'bench',
    description: '',
    domainId: user.domainId,
    domainName: 'vigia',
    enabled: true,
  }
  await stores.identity.createProject(project)
  const { token } = await new Tokens(stores.identity, clock).issue(user, project)
  const server = await buildHttp({
    ...stores,
    clock,
    ids,
    algorithms: ALGORITHMS,
    checkWebhook: async () => undefined,
    checkMedia: async () => undefined,
    log: { info: () => undefined },
    unwrittenStatus: () => undefined,
    wake: () => undefined,
    previews: { latest: () => undefined },
  })
  const all = await idsOf(stores, project.id, Number(jobs))
  const headers = { 'x-auth-token': token }
  const url = `/v1/${project.id}/infer/tasks/${all[0]}`
  const answer = await server.inject({ url, headers })
  return {
    server,
    lookAtAll: async () => {
      for (const id of all) await server.inject({ url: `/v1/${project.id}/infer/tasks/${id}`, headers })
    },
    facts: {
      projectId: project.id,
      token,
      ids: all.sort(() => Math.random() - 0.5),
      bytes: answer.rawPayload.length,
      tokenCheckUs: await tokenCheck(stores, clock, token),
    },
  }
}

async function idsOf(stores, projectId, jobs) {
  const ids = []
  for (let offset = 0; offset < jobs; offset += PAGE) {
    const page = await stores.jobs.list({ projectId, sortDir: 'asc', offset, limit: PAGE })
    ids.push(...page.jobs.map((job) => job.id))
  }
  return ids
}

/** Microseconds of a check whose answer is remembered. */
async function tokenCheck(stores, clock, token) {
  const tokens = new Tokens(stores.identity, clock)
  const times = 100_000
  for (let i = 0; i < 10_000; i++) await tokens.check(token)
  const from = performance.now()
  for (let i = 0; i < times; i++) await tokens.check(token)
  return ((performance.now() - from) * 1_000) / times
}
