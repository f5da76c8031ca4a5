/** The parameters a job runs with, its own ones first to be seen, defaults marked. */
import { Card, Text, Title } from '@mantine/core'
import type { Words } from '../i18n/en'
import { useLanguage } from '../i18n/language'
import { type Parameter, parametersOf } from './parameter-sheet'
import { roiLines } from './roi-lines'

interface Props {
  common: Record<string, unknown>
  sheet: string
}

export function ParametersCard({ common, sheet }: Props) {
  const { words, language } = useLanguage()
  return (
    <Card withBorder component="section" aria-labelledby="parameters-title">
      <Title order={2} size="h4" mb="sm" id="parameters-title">
        {words.job.parameters}
      </Title>
      <dl className="facts">
        {parametersOf(common, sheet, language).map((parameter) => (
          <div key={parameter.name}>
            <dt title={`${parameter.name}: ${parameter.title}`}>
              {words.parameterNames[parameter.name] ?? parameter.title}
            </dt>
            <dd>
              {shownValue(parameter, words).map((line) => (
                <Text key={line} size="sm">
                  {line}
                </Text>
              ))}
              {parameter.isDefault && parameter.value !== null && (
                <Text size="xs" c="dimmed">
                  {words.job.standard}
                </Text>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </Card>
  )
}

/** Switches of the wire are 0 or 1 and their names end in `_sw`. */
function shownValue({ name, value }: Parameter, words: Words): string[] {
  if (name === 'target_roi') return roiLines(value, words)
  if (name.endsWith('_sw')) return [Number(value) === 1 ? words.job.on : words.job.off]
  if (value === null || value === undefined) return ['–']
  return [typeof value === 'object' ? JSON.stringify(value) : String(value)]
}
