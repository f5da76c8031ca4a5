/** The live picture of the chosen source, to draw on. */
import { Button, Card, Group, Text, Title } from '@mantine/core'
import { Icon } from '../components/icons'
import { useWords } from '../i18n/language'
import type { LineMeaning } from '../job/parameter-sheet'
import { RoiCanvas } from '../roi/roi-canvas'
import type { Shapes } from '../roi/use-shapes'
import { SourceLive } from '../sources/source-live'

interface Props {
  source: { id: string; name: string }
  roi: Shapes
  /** What the algorithm's lines say beside their sides. */
  meaning: LineMeaning | undefined
}

export function DrawCard({ source, roi, meaning }: Props) {
  const words = useWords()
  const isWay = roi.drawing === 'line' && meaning === 'way'
  const drawn = isWay ? words.roi.wayHint : roi.drawing && words.roi.hints[roi.drawing]
  const hint = drawn ?? words.roi.hint
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
              meaning={meaning}
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
