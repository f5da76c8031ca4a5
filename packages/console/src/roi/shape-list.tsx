/** What is drawn, by name; lines name their two sides, or say what else they mean to the algorithm. */
import { ActionIcon, Button, Group, NativeSelect, Text, TextInput } from '@mantine/core'
import { Icon } from '../components/icons'
import { useWords } from '../i18n/language'
import type { LineMeaning } from '../job/parameter-sheet'
import { type Line, type Shape, turned } from './shapes'

interface Props {
  shapes: readonly Shape[]
  /** What the algorithm's lines say; undefined: they are borders between two sides. */
  meaning: LineMeaning | undefined
  onChange(shape: Shape): void
  onRemove(shape: Shape): void
}

export function ShapeList({ shapes, meaning, onChange, onRemove }: Props) {
  const words = useWords()
  if (shapes.length === 0)
    return (
      <Text size="sm" c="dimmed">
        {words.roi.nothing}
      </Text>
    )
  return (
    <ul className="bare-list shapes">
      {shapes.map((shape) => (
        <li key={shape.key}>
          <Group gap="xs" wrap="nowrap" align="flex-end">
            <TextInput
              className="grow"
              size="xs"
              label={shape.kind === 'region' ? words.roi.regionName : words.roi.lineName}
              value={shape.name}
              maxLength={64}
              onChange={(event) => onChange({ ...shape, name: event.currentTarget.value })}
            />
            <ActionIcon
              variant="subtle"
              className="quiet"
              data-action="delete"
              aria-label={words.job.deleteNamed(shape.name)}
              onClick={() => onRemove(shape)}
            >
              <Icon name="trash" />
            </ActionIcon>
          </Group>
          {shape.kind === 'line' && (
            <Group gap="xs" grow mt={4}>
              <LineMeans line={shape} meaning={meaning} onChange={onChange} />
            </Group>
          )}
        </li>
      ))}
    </ul>
  )
}

interface LineProps {
  line: Line
  meaning: LineMeaning | undefined
  onChange(line: Line): void
}

function LineMeans({ line, meaning, onChange }: LineProps) {
  const words = useWords()
  if (meaning === 'way')
    return (
      <Button size="xs" variant="default" onClick={() => onChange(turned(line))}>
        {words.roi.turn}
      </Button>
    )
  if (meaning === 'kind')
    return (
      <NativeSelect
        size="xs"
        label={words.roi.lineKind}
        value={line.type ?? ''}
        onChange={({ currentTarget: { value } }) =>
          onChange({ ...line, type: value === '' ? undefined : value === '0' ? 0 : 1 })
        }
        data={[
          { value: '', label: words.roi.lineKinds.both },
          { value: '0', label: words.roi.lineKinds.approach },
          { value: '1', label: words.roi.lineKinds.leave },
        ]}
      />
    )
  return (['side1', 'side2'] as const).map((side) => (
    <TextInput
      key={side}
      size="xs"
      label={words.roi[side]}
      value={line[side]}
      maxLength={64}
      onChange={(event) => onChange({ ...line, [side]: event.currentTarget.value })}
    />
  ))
}
