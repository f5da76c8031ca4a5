/** The manifest of a service that alarms for classes, from what differs between them. */
import type { Release, Rule } from '../algorithm.js'
import { type Parameters, parameterSchema } from '../parameters.js'
import type { AlgorithmSketch } from '../services.js'

export interface ClassService {
  family: string
  titleEn: string
  titleZh: string
  /** What it alarms for, in a sentence. */
  description: string
  tags: readonly string[]
  categories: Readonly<Record<string, number>>
  parameters: Parameters
  labels: Release['labels']
  /** @throws ParameterError when a parameter is wrong */
  createRule(common: Record<string, unknown>): Rule
  logo: string
  diagram: string
}

/** One release, 3.0, all of whose checks are those of its rule. */
export function classService(service: ClassService): AlgorithmSketch {
  const { parameters, labels, createRule, ...more } = service
  return {
    ...more,
    releases: [
      {
        version: '3.0',
        releasedAt: Date.UTC(2026, 10, 26),
        description: service.description,
        parameters: parameterSchema(parameters),
        labels,
        validate: (common) => void createRule(common),
        createRule,
      },
    ],
    company: 'Vigia',
    eventTypes: Object.values(service.categories),
    serviceParameters: { type: 'object' },
  }
}
