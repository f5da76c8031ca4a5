export * from './engine.js'
export * from './resolve-source.js'
