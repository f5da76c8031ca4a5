/** Loads the code of an added algorithm: in an analysis process, and nowhere else. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import {
  type Algorithm,
  contains,
  drawRoi,
  footPoint,
  type Rule,
  readManifest,
  regionsFor,
  Stays,
  wireBox,
} from '@vigia/core'
import { RuleError } from '../run/guarded-rule.js'

/** What a rule gets beside its parameters, so that it needs nothing installed: docs/own-algorithms.md. */
export const TOOLS = { contains, drawRoi, footPoint, regionsFor, Stays, wireBox }

type CreateRule = (common: Record<string, unknown>, tools: typeof TOOLS) => Rule

/** @throws RuleError when the module cannot be loaded or lacks `createRule` */
export async function loadAlgorithm(folder: string, serviceName: string): Promise<Algorithm> {
  const file = join(folder, 'algorithm.json')
  const { services, values } = readManifest(await readFile(file, 'utf8'), file)
  const service = services.find((one) => one.serviceName === serviceName)
  if (!service) throw new RuleError(`${file} has no service ${serviceName} any more: restart Vigia`)
  const createRule = await imported(folder)
  const [release] = service.releases
  return { ...service, releases: [{ ...release, createRule: (common) => createRule(values(common), TOOLS) }] }
}

async function imported(folder: string): Promise<CreateRule> {
  const file = join(folder, 'rule.js')
  const module = (await import(pathToFileURL(file).href).catch((error: unknown) => {
    throw new RuleError(
      `${file} could not be loaded: ${error instanceof Error ? error.message : String(error)}`,
    )
  })) as { createRule?: unknown }
  if (typeof module.createRule !== 'function') throw new RuleError(`${file} exports no function createRule`)
  return module.createRule as CreateRule
}
