/** Which detectors look for which labels: the fewest that together know them all. */
import { labelKey } from './labels.js'

/** A detector that is installed, or that can be fetched. */
export interface KnownModel {
  name: string
  labels: readonly string[]
}

export interface ChosenModel {
  name: string
  /** What it looks for, spelled as it was wanted. Each label is at one model. */
  labels: string[]
}

export interface Preference {
  /** The detector that the job names: it looks for all that it knows. */
  preferred?: string | undefined
  /** The installation's own. */
  standard: string
}

export type Choice = { chosen: ChosenModel[] } | { missing: string[] }

/**
 * The fewest models that know all the labels; of equally many, the job's own first, then the installation's, then those
 * that know most of what is wanted, then by name. Without labels it is the preferred model, with nothing to look for.
 * @returns the labels that no model knows, where there are any
 */
export function chooseModels(
  wanted: readonly string[],
  models: readonly KnownModel[],
  { preferred, standard }: Preference,
): Choice {
  const labels = new Map(wanted.map((label) => [labelKey(label), label]))
  const known = new Map(models.map(({ name, labels }) => [name, new Set(labels.map(labelKey))]))
  const covers = (name: string): string[] => [...labels.keys()].filter((key) => known.get(name)?.has(key))
  const rank = (name: string): number => (name === preferred ? 0 : name === standard ? 1 : 2)
  const useful = [...known.keys()]
    .filter((name) => covers(name).length > 0)
    .sort((a, b) => rank(a) - rank(b) || covers(b).length - covers(a).length || (a < b ? -1 : 1))
  const missing = [...labels].filter(([key]) => !useful.some((name) => known.get(name)!.has(key)))
  if (missing.length > 0) return { missing: missing.map(([, label]) => label) }
  if (labels.size === 0) return { chosen: [{ name: preferred ?? standard, labels: [] }] }

  // What the job names is used, whatever else could do without it.
  const named = useful.filter((name) => name === preferred)
  const left = new Set([...labels.keys()].filter((key) => !named.some((name) => known.get(name)!.has(key))))
  const names = [...named, ...fewest(left, useful, known)]
  return {
    chosen: shared(
      names.sort((a, b) => useful.indexOf(a) - useful.indexOf(b)),
      labels,
      known,
    ),
  }
}

/** Tries one model, then two and so on. It ends, because one model for each label is always enough. */
function fewest(
  left: Set<string>,
  names: readonly string[],
  known: ReadonlyMap<string, Set<string>>,
): string[] {
  for (let most = 0; ; most++) {
    const found = coveredBy(left, most, names, known)
    if (found) return found
  }
}

function coveredBy(
  left: ReadonlySet<string>,
  most: number,
  names: readonly string[],
  known: ReadonlyMap<string, Set<string>>,
): string[] | undefined {
  const [label] = left
  if (label === undefined) return []
  if (most === 0) return undefined
  for (const name of names) {
    const knows = known.get(name)!
    if (!knows.has(label)) continue
    const more = coveredBy(new Set([...left].filter((key) => !knows.has(key))), most - 1, names, known)
    if (more) return [name, ...more]
  }
  return undefined
}

/** Each label goes to the first model that knows it. */
function shared(
  names: readonly string[],
  labels: ReadonlyMap<string, string>,
  known: ReadonlyMap<string, Set<string>>,
): ChosenModel[] {
  return names.map((name, i) => ({
    name,
    labels: [...labels]
      .filter(([key]) => names.findIndex((other) => known.get(other)!.has(key)) === i)
      .map(([, label]) => label),
  }))
}

/** What to do about labels that no model knows, in a sentence. */
export function howToInstall(missing: readonly string[]): string {
  const [labels, them] = missing.length === 1 ? ['label', 'it'] : ['labels', 'them']
  return `no installed model knows the ${labels} ${missing.join(', ')}: add one that does with "vigia models add <file> --manifest <file>", its manifest naming ${them} (docs/models.md)`
}
