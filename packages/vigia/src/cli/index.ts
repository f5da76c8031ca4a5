export type { CliDeps, ModelCommands, StartOptions } from './deps.js'
export { buildProgram } from './program.js'
export { createProgress, type Progress } from './progress.js'
export { runCli } from './run.js'
