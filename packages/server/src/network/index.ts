export * from './checked-address.js'
export * from './checked-agent.js'
