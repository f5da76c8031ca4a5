/** How devices that are broken, or not what they seem, answer. */
import type { ServerResponse } from 'node:http'
import { envelope } from './soap.js'

/**
 * `endless`: an answer of a gigabyte. `silent`: none. `trickle`: one that never ends, a byte at a time. `bomb`:
 * entities that grow to a gigabyte. `nonsense`: other elements than were asked for. `page`: a web page. `slow text`:
 * words on which patterns of clients take for ever. `deep`: half a megabyte of elements in each other.
 */
export type Misbehaviour =
  | 'endless'
  | 'silent'
  | 'trickle'
  | 'bomb'
  | 'nonsense'
  | 'page'
  | 'slow text'
  | 'deep'

const GIGABYTE = 1024 ** 3
const CHUNK = Buffer.alloc(64 * 1024, 0x20)
const BOMB_LEVELS = 9

/** @param proper what a good device would answer */
export async function misbehave(
  how: Misbehaviour,
  operation: string,
  response: ServerResponse,
  proper: string,
): Promise<void> {
  response.writeHead(200, { 'content-type': 'application/soap+xml; charset=utf-8' })
  switch (how) {
    case 'endless':
      return sendEndless(response)
    case 'silent':
      return
    case 'trickle': {
      const timer = setInterval(() => response.write(' '), 100)
      response.on('close', () => clearInterval(timer))
      return
    }
    case 'bomb':
      return void response.end(bomb(proper))
    case 'nonsense':
      // The clock is right, so that the questions behind it are asked.
      return void response.end(
        operation === 'GetSystemDateAndTime' ? proper : envelope('<a><b/><b>1</b></a>'),
      )
    case 'page':
      return void response.end('<!DOCTYPE html><html><body>Welcome</body></html>')
    case 'slow text':
      return void response.end(`<a ${'xmlns'.repeat(60_000)}>`)
    case 'deep':
      return void response.end(envelope('<a>'.repeat(170_000)))
  }
}

async function sendEndless(response: ServerResponse): Promise<void> {
  for (let sent = 0; sent < GIGABYTE && !response.destroyed; sent += CHUNK.length)
    if (!response.write(CHUNK))
      await new Promise<void>((resolve) => {
        response.once('drain', resolve)
        response.once('close', resolve)
      })
  response.end()
}

/** Ten times the one before, nine times over. */
function bomb(proper: string): string {
  const entities = Array.from(
    { length: BOMB_LEVELS },
    (_, i) => `<!ENTITY e${i + 1} "${`&e${i};`.repeat(10)}">`,
  )
  const type = `<!DOCTYPE s [<!ENTITY e0 "ha">${entities.join('')}]>`
  return proper.replace('?>', `?>${type}`).replace('</s:Body>', `<x>&e${BOMB_LEVELS};</x></s:Body>`)
}
