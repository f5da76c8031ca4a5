/** `vigia models`: the models in the data folder. No server is needed, and one that runs finds what was added. */
import type { Command } from 'commander'
import type { CliDeps } from './deps.js'
import { addModelsKeep } from './models-keep.js'
import { addModelsList } from './models-list.js'
import { addModelsTry } from './models-try.js'

export function addModels(program: Command, deps: CliDeps): void {
  const models = program.command('models').description('models: list, fetch, add your own, try, measure')
  addModelsList(models, deps)
  addModelsKeep(models, deps)
  addModelsTry(models, deps)
}
