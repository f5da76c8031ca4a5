/** Rules of the event centre. */
import { ChangeEventRule, EventRuleAnswer, EventRuleList, EventRulePath, ProjectPath } from '@vigia/contract'
import { createEventRule, deleteEventRule, findEventRule, updateEventRule } from '../use-cases/index.js'
import { type App, callerOf, type RouteDeps } from './deps.js'
import { answers, done } from './operation.js'
import { presentRule } from './present-event.js'

const RULES = '/v2/:project_id/events/rules'
const RULE = `${RULES}/:rule_id`
const tags = ['event centre']

export function eventRuleRoutes(app: App, deps: RouteDeps): void {
  app.get(
    RULES,
    {
      schema: {
        tags,
        operationId: 'listEventRules',
        summary: 'Rules in the order in which they are looked at',
        params: ProjectPath,
        response: answers(EventRuleList),
      },
    },
    async (request) => {
      const rules = await deps.events.rules(callerOf(request).projectId)
      return { count: rules.length, rules: rules.map(presentRule) }
    },
  )

  app.post(
    RULES,
    {
      schema: {
        tags,
        operationId: 'createEventRule',
        summary: 'Create a rule',
        params: ProjectPath,
        body: ChangeEventRule,
        response: answers(EventRuleAnswer),
      },
    },
    async (request) => presentRule(await createEventRule(deps, callerOf(request), request.body)),
  )

  app.get(
    RULE,
    {
      schema: {
        tags,
        operationId: 'showEventRule',
        summary: 'One rule',
        params: EventRulePath,
        response: answers(EventRuleAnswer),
      },
    },
    async (request) => presentRule(await findEventRule(deps, callerOf(request), request.params.rule_id)),
  )

  app.put(
    RULE,
    {
      schema: {
        tags,
        operationId: 'updateEventRule',
        summary: 'Replace a rule; it holds from the next event on',
        params: EventRulePath,
        body: ChangeEventRule,
        response: answers(EventRuleAnswer),
      },
    },
    async (request) =>
      presentRule(await updateEventRule(deps, callerOf(request), request.params.rule_id, request.body)),
  )

  app.delete(
    RULE,
    {
      schema: {
        tags,
        operationId: 'deleteEventRule',
        summary: 'Delete a rule',
        params: EventRulePath,
        response: done(),
      },
    },
    async (request, reply) => {
      await deleteEventRule(deps, callerOf(request), request.params.rule_id)
      return reply.code(204).send(null)
    },
  )
}
