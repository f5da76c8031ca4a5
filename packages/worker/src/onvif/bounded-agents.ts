/** HTTP agents of one question: what a device sends over all its connections is counted, and too much ends them. */
import { type AgentOptions, Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import type { Socket } from 'node:net'

/** Cameras certify themselves. */
const OPTIONS: AgentOptions & { rejectUnauthorized: boolean } = {
  keepAlive: false,
  rejectUnauthorized: false,
}

/** @param onTooMuch called once, when more than `mostBytes` have come */
export function boundedAgent(secure: boolean, mostBytes: number, onTooMuch: () => void): HttpAgent {
  let bytes = 0
  const agent = secure ? new HttpsAgent(OPTIONS) : new HttpAgent(OPTIONS)
  const connect = agent.createConnection.bind(agent)
  agent.createConnection = (...args) => {
    const socket = connect(...args) as Socket
    socket.on('data', (chunk: Buffer) => {
      const before = bytes
      bytes += chunk.length
      if (bytes <= mostBytes) return
      socket.destroy()
      if (before <= mostBytes) onTooMuch()
    })
    return socket
  }
  return agent
}
