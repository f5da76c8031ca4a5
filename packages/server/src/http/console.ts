/** The web console at `/`: static files; any other page address gets the console itself, which routes by itself. */
import { existsSync } from 'node:fs'
import { basename, join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { App } from './deps.js'

/** Scripts only from here; pictures and clips also from memory; the component library writes styles into the page. */
const CONTENT_POLICY =
  "default-src 'self'; img-src 'self' blob: data:; media-src 'self' blob:; style-src 'self' 'unsafe-inline'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'"
/** The build puts a hash into the names below this folder. */
const HASHED = /[\\/]assets[\\/]/
/** First path segments that belong to somebody else. */
const NOT_PAGES = /^\/(v\d+(\.\d+)?|docs|assets|healthz|metrics|openapi\.json)(\/|$)/

/** Answers page addresses; false when the request is none, or no console is built. */
export type Fallback = (request: FastifyRequest, reply: FastifyReply) => boolean

/** @param dir folder with index.html; undefined or absent: there is no console */
export async function serveConsole(app: App, dir: string | undefined): Promise<Fallback> {
  if (dir === undefined || !existsSync(join(dir, 'index.html'))) return () => false
  await app.register(fastifyStatic, {
    root: dir,
    wildcard: false,
    schemaHide: true,
    cacheControl: false,
    setHeaders: (reply, path) => {
      reply.header('cache-control', HASHED.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache')
      if (basename(path) === 'index.html') reply.header('content-security-policy', CONTENT_POLICY)
    },
  })
  return (request, reply) => {
    const path = request.url.split('?')[0] ?? ''
    const wantsPage = request.method === 'GET' && (request.headers.accept ?? '').includes('text/html')
    if (!wantsPage || NOT_PAGES.test(path)) return false
    void reply.sendFile('index.html')
    return true
  }
}
