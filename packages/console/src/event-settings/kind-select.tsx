/** Which kind of events a rule or subscription is for. */
import { NativeSelect } from '@mantine/core'
import { useWords } from '../i18n/language'
import { KINDS, kindName } from '../results/result-lines'

interface Props {
  /** Empty: all. */
  kind: string
  onChange(kind: string): void
}

export const kindsOf = (kind: string): { event_types?: number[] } =>
  kind === '' ? {} : { event_types: [Number(kind)] }

export function KindSelect({ kind, onChange }: Props) {
  const words = useWords()
  return (
    <NativeSelect
      label={words.eventSettings.kind}
      value={kind}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
      data={[
        { value: '', label: words.events.allKinds },
        ...KINDS.map((one) => ({ value: String(one), label: kindName(one, words) })),
      ]}
    />
  )
}
