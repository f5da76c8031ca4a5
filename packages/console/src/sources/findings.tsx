/** What is wrong with a source's picture, in words. */
import { Text } from '@mantine/core'
import { Icon } from '../components/icons'
import { useWords } from '../i18n/language'

export function Findings({ found }: { found: readonly string[] }) {
  const words = useWords()
  if (found.length === 0) return null
  return (
    <Text size="sm" className="findings">
      <Icon name="warning" size={15} />
      {found.map((finding) => words.sources.findings[finding] ?? finding).join(', ')}
    </Text>
  )
}
