/** `vigia models pull`, `add` and `remove`: what is in the data folder. */
import type { Command } from 'commander'
import type { CliDeps } from './deps.js'
import { about, dataDir, type ModelOptions, withData } from './model-options.js'
import { print, withJson } from './output.js'
import { createProgress } from './progress.js'
import { plain } from './text.js'

interface AddOptions extends ModelOptions {
  manifest: string
  name?: string
  sha256?: string
}

const ADD_ADVICE = 'docs/models.md tells what a manifest holds, with an example for each head.'

export function addModelsKeep(models: Command, deps: CliDeps): void {
  const pull = models
    .command('pull')
    .description('fetch a model of the catalogue, check and convert it')
    .argument('<name>', 'name in `vigia models list`')
  withJson(withData(pull)).action(async (name: string, options: ModelOptions) => {
    const progress = createProgress(deps.stderr)
    try {
      const { modelPath } = await about(
        deps.models.pull(dataDir(deps, options), name, (p) =>
          progress.update(`${name}: ${p.phase}`, p.done, p.total),
        ),
      )
      progress.end()
      print(deps, options, { name, path: modelPath }, () => `${name} is ready: ${modelPath}`)
    } finally {
      progress.end()
    }
  })

  const add = models
    .command('add')
    .description('add a model of your own: ONNX, or TFLite, which is converted')
    .argument('<file>', 'its file, or an http or https address')
    .requiredOption('--manifest <file>', 'JSON file that tells how to feed and read it')
    .option('--name <name>', 'instead of the name in the manifest')
    .option('--sha256 <hex>', 'what the file must be; an address needs it here or in the manifest')
  withJson(withData(add)).action(async (file: string, options: AddOptions) => {
    const progress = createProgress(deps.stderr)
    const { manifest: manifestFile, name, sha256 } = options
    const given = {
      file,
      manifestFile,
      ...(name === undefined ? {} : { name }),
      ...(sha256 === undefined ? {} : { sha256 }),
    }
    try {
      const added = await about(
        deps.models.add(dataDir(deps, options), given, (p) => progress.update(p.phase, p.done, p.total)),
        ADD_ADVICE,
      )
      progress.end()
      print(deps, options, added, () =>
        plain(
          `${added.manifest.name} is ready: it fits its manifest, and ran once. The file's sha256 is ${added.fileSha256}.`,
        ),
      )
    } finally {
      progress.end()
    }
  })

  const remove = models
    .command('remove')
    .description('remove a model of your own, or what was fetched of one of the catalogue')
    .argument('<name>', 'name in `vigia models list`')
  withJson(withData(remove)).action(async (name: string, options: ModelOptions) => {
    const { isOwn } = await about(deps.models.remove(dataDir(deps, options), name))
    print(deps, options, { name, removed: true }, () =>
      isOwn
        ? `${name} is removed. A job that names it as detector_model fails with VIGIA.MODEL when it starts next, until it names another.`
        : `What was fetched of ${name} is removed; it is fetched again when it is needed.`,
    )
  })
}
