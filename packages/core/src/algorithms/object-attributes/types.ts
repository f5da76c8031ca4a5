/** The wire's types of targets, and the labels of models that they stand for. */
import { ParameterError } from '../algorithm.js'

/** Labels by type; the last three a model of the user's must know. */
const LABEL = {
  pedestrian: 'person',
  bicycle: 'bicycle',
  electromobile: 'motorcycle',
  car: 'car',
  bus: 'bus',
  other_vehicle: 'truck',
  slag_car: 'slag_car',
  trailer: 'trailer',
  concrete_mixer: 'concrete_mixer',
} as const

type ObjectType = keyof typeof LABEL

/** What the default model knows. */
const STANDARD: readonly ObjectType[] = [
  'pedestrian',
  'bicycle',
  'electromobile',
  'car',
  'bus',
  'other_vehicle',
]

/** @throws ParameterError naming a type that there is not */
export function typesWanted(value: string | undefined): readonly ObjectType[] {
  const names = (value ?? '').split(/\s+/).filter((name) => name !== '')
  if (names.length === 0) return STANDARD
  const unknown = names.find((name) => !(name in LABEL))
  if (unknown !== undefined)
    throw new ParameterError(
      'output_object_type',
      `output_object_type names "${unknown}"; the types are ${Object.keys(LABEL).join(', ')}.`,
    )
  return [...new Set(names as ObjectType[])]
}

export const labelOf = (type: ObjectType): string => LABEL[type]
