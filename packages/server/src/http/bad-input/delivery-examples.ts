/** Requests about deliveries and webhooks that are accepted. */
import { PICTURES } from '../test-app.js'
import type { Example } from './examples.js'
import type { Fixture } from './fixture.js'

const inProject = ({ project }: Fixture): Example => ({ path: { project_id: project } })
const between = { from: '1', to: '1795000000000' }
const SOME = '0'.repeat(31)

export const DELIVERY_EXAMPLES: Record<string, (fixture: Fixture) => Example> = {
  listDeliveries: (f) => ({
    ...inProject(f),
    query: {
      ...between,
      task_id: f.jobs.running,
      subscription_id: f.subscription,
      message_id: f.message,
      channel: 'subscription',
      state: 'dead',
      limit: '5',
      marker: f.delivery,
    },
  }),
  showDelivery: (f) => ({ path: { project_id: f.project, delivery_id: f.delivery } }),
  replayDeliveries: (f) => ({
    ...inProject(f),
    body: {
      task_id: f.jobs.running,
      message_id: f.message,
      channel: 'webhook',
      state: 'dead',
      from: 1,
      to: 1_795_000_000_000,
    },
    alsoValid: [{ delivery_ids: [f.delivery, `${SOME}1`] }, { subscription_id: `${SOME}1` }],
  }),
  listDeliveryTargets: inProject,
  switchOnDeliveryTarget: (f) => ({ ...inProject(f), body: { channel: 'webhook', id: f.jobs.running } }),
  showWebhookSecret: inProject,
  rotateWebhookSecret: inProject,
  testWebhook: (f) => ({
    ...inProject(f),
    body: { url: 'https://hooks.example.org/in', headers: { 'X-Key': 'k' } },
  }),
  showSentPicture: (f) => ({
    path: { project_id: f.project, message_id: f.message },
    query: Object.fromEntries(
      new URL(PICTURES.of(f.project, f.message, Date.UTC(2026, 10, 24, 8))).searchParams,
    ),
  }),
}
