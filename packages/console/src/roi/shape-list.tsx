/** What is drawn, by name; lines name their two sides. */
import { ActionIcon, Group, Text, TextInput } from '@mantine/core'
import { Icon } from '../components/icons'
import { useWords } from '../i18n/language'
import type { Shape } from './shapes'

interface Props {
  shapes: readonly Shape[]
  onChange(shape: Shape): void
  onRemove(shape: Shape): void
}

export function ShapeList({ shapes, onChange, onRemove }: Props) {
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
              {(['side1', 'side2'] as const).map((side) => (
                <TextInput
                  key={side}
                  size="xs"
                  label={words.roi[side]}
                  value={shape[side]}
                  maxLength={64}
                  onChange={(event) => onChange({ ...shape, [side]: event.currentTarget.value })}
                />
              ))}
            </Group>
          )}
        </li>
      ))}
    </ul>
  )
}
