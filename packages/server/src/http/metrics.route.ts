/** `/metrics` for Prometheus: totals of the platform, nothing of any project. */
import { timingSafeEqual } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import type { App, RouteDeps } from './deps.js'

const LOOPBACK = ['127.0.0.1', '::1', '::ffff:127.0.0.1']

/** For this machine, or for whoever has the token. */
export function metricsRoute(app: App, deps: RouteDeps): void {
  const registry = registryOf(deps)
  app.get('/metrics', { schema: { hide: true } }, async (request, reply) => {
    if (!mayRead(request, deps.metricsToken))
      return reply.code(401).send('set VIGIA_METRICS_TOKEN and send it as Authorization: Bearer …\n')
    return reply.type(registry.contentType).send(await registry.metrics())
  })
}

function registryOf({ deliveries }: RouteDeps): Registry {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry, prefix: 'vigia_' })
  new Gauge({
    name: 'vigia_deliveries',
    help: 'Deliveries that are kept, by channel and state; dead ones were given up and can be replayed',
    labelNames: ['channel', 'state'],
    registers: [registry],
    async collect() {
      this.reset()
      for (const { channel, state, count } of await deliveries.totals()) this.set({ channel, state }, count)
    },
  })
  new Gauge({
    name: 'vigia_delivery_targets_off',
    help: 'Targets that were switched off because nothing arrived for days, or because they asked for it',
    registers: [registry],
    async collect() {
      this.set(await deliveries.countOff())
    },
  })
  return registry
}

function mayRead({ ip, headers }: FastifyRequest, token: string): boolean {
  if (token === '') return LOOPBACK.includes(ip)
  const given = Buffer.from(headers.authorization ?? '')
  const right = Buffer.from(`Bearer ${token}`)
  return given.length === right.length && timingSafeEqual(given, right)
}
