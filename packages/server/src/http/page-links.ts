/** The links of a list below `/v3`: to itself, and to the pages before and behind. */
import type { FastifyRequest } from 'fastify'
import { originOf } from './deps.js'

/** @param total rows on all pages */
export function pageLinks(
  request: FastifyRequest,
  { page, per_page }: { page: number; per_page: number },
  total: number,
) {
  const here = new URL(request.url, originOf(request))
  const link = (to: number): string => {
    const there = new URL(here)
    there.searchParams.set('page', String(to))
    return there.href
  }
  return {
    self: here.href,
    next: page * per_page < total ? link(page + 1) : null,
    previous: page > 1 ? link(page - 1) : null,
  }
}

/** Of a list that is never divided. */
export const onlyLinks = (request: FastifyRequest) => ({
  self: new URL(request.url, originOf(request)).href,
  next: null,
  previous: null,
})
