/** Leads back to the list that a page belongs to. */
import { Anchor } from '@mantine/core'
import { Icon } from './icons'

export function BackLink({ href, text }: { href: string; text: string }) {
  return (
    <Anchor href={href} size="sm" className="back">
      <Icon name="back" size={16} />
      {text}
    </Anchor>
  )
}
