/** What becomes of events: rules, and the subscriptions that they are sent on to. */
import { Stack, Title } from '@mantine/core'
import { BackLink } from '../components/back-link'
import { RulesCard } from '../event-settings/rules-card'
import { SubscriptionsCard } from '../event-settings/subscriptions-card'
import { useWords } from '../i18n/language'
import { eventsHref } from '../route'

export function EventSettingsPage() {
  const words = useWords()
  return (
    <Stack gap="md">
      <BackLink href={eventsHref()} text={words.events.back} />
      <Title order={1} size="h2">
        {words.eventSettings.title}
      </Title>
      <SubscriptionsCard />
      <RulesCard />
    </Stack>
  )
}
