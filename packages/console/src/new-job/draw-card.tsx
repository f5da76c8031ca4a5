/** The live picture of the chosen source, to draw on. */
import { Button, Card, Group, Text, Title } from '@mantine/core'
import { Icon } from '../components/icons'
import { useWords } from '../i18n/language'
import { RoiCanvas } from '../roi/roi-canvas'
import type { Shapes } from '../roi/use-shapes'
import { SourceLive } from '../sources/source-live'

interface Props {
  source: { id: string; name: string }
  roi: Shapes
}

export function DrawCard({ source, roi }: Props) {
  const words = useWords()
  const hint = roi.drawing === undefined ? words.roi.hint : words.roi.hints[roi.drawing]
  return (
    <Card withBorder padding={0} component="section" aria-labelledby="draw-title">
      <Group justify="space-between" px="md" py="xs">
        <Title order={2} size="h4" id="draw-title">
          {words.roi.title}
        </Title>
        <Group gap="xs">
          {(['region', 'line'] as const).map((kind) => (
            <Button
              key={kind}
              size="xs"
              variant={roi.drawing === kind ? 'filled' : 'default'}
              aria-pressed={roi.drawing === kind}
              leftSection={<Icon name={kind === 'region' ? 'region' : 'line'} size={16} />}
              onClick={() => roi.setDrawing(roi.drawing === kind ? undefined : kind)}
            >
              {words.roi.draw[kind]}
            </Button>
          ))}
        </Group>
      </Group>
      <SourceLive id={source.id} name={source.name}>
        {({ of }) =>
          of && (
            <RoiCanvas
              key={roi.drawing}
              size={of}
              shapes={roi.shapes}
              drawing={roi.drawing}
              onChange={roi.change}
              onDrawn={roi.add}
            />
          )
        }
      </SourceLive>
      <Text size="sm" c="dimmed" px="md" py="xs" role="status">
        {hint}
      </Text>
    </Card>
  )
}
