export * from './engine.js'
export * from './look-desk.js'
export * from './resolve-source.js'
