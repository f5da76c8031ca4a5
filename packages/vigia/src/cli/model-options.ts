/** What the commands of `vigia models` have in common. */
import type { Command } from 'commander'
import { type CliDeps, variable } from './deps.js'
import { CliError, EXIT } from './exit-codes.js'
import type { JsonOption } from './output.js'

export interface ModelOptions extends JsonOption {
  data?: string
}

export const withData = (command: Command): Command =>
  command.option('--data <dir>', 'data folder (VIGIA_DATA_DIR; else ./data)')

export const dataDir = (deps: CliDeps, options: ModelOptions): string =>
  options.data ?? variable(deps, 'VIGIA_DATA_DIR') ?? './data'

export async function about<T>(
  work: Promise<T>,
  advice = 'See `vigia models list` for the names; fetching needs the network, a picture must be readable.',
): Promise<T> {
  try {
    return await work
  } catch (error) {
    throw new CliError(EXIT.failed, (error as Error).message, advice)
  }
}
