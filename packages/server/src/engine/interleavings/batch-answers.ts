/** Whether what a user was answered of a batch is true: the counts, and the reason of every failure. */
import { ApiError, type BatchResult } from '@vigia/contract'
import type { JobState } from '@vigia/core'
import { type BatchAsk, isLeftOut, type SeenMember, sayBatch } from './batch-asks.js'
import { isInjected } from './crashing-store.js'
import type { JobModel } from './job-model.js'
import { must } from './reasons.js'
import { type Action, AT_REST, afterAction } from './rules.js'

type Jobs = ReadonlyMap<string, JobModel>

/** Throws what is wrong with a result. */
export function judgeResult(ask: BatchAsk, result: BatchResult, jobs: Jobs): void {
  const { commits, members } = ask
  const { total_count: total, failed_count: failed, succeed_count: succeeded, error_list: lines } = result
  const said = `${sayBatch(ask)}: answered ${JSON.stringify(result)}, stored ${commits}`
  must(result.id === ask.batchId, `${said}, of ${ask.batchId}`)
  must(total === failed + succeeded && failed === lines.length, said)
  for (const line of lines) must(isReason(ask, line), `${said}: no reason for ${line}`)

  const told = lines.map((line) => /\(([0-9a-f-]{32,36})\)/.exec(line)?.[1])
  const changed = commits.flatMap((id) => [id, ask.kind === 'create' ? jobs.get(id)!.details.reads : id])
  must(new Set(told).size === told.length, `${said}: a failure is told twice`)
  must(new Set(commits).size === commits.length, `${said}: a job was changed twice`)
  must(!told.some((id) => id === undefined || changed.includes(id)), `${said}: what failed was changed`)

  const others = [...members].filter(([id]) => !commits.includes(id) && !told.includes(id))
  const asAsked = others.filter(([id, seen]) => mayBeAsAsked(ask, seen, jobs.get(id)!)).length
  const silent = succeeded - commits.length
  must(silent >= 0 && silent <= asAsked, `${said}: ${silent} succeeded without a change, of ${asAsked}`)
  const passedOver = others.filter(([, seen]) => seen.isOld && !mayBeLeft(ask, seen)).length
  must(silent >= passedOver, `${said}: ${passedOver} members were not told of`)
}

/** It may count as a success though nothing was changed. */
const mayBeAsAsked = (ask: BatchAsk, { states, wasSame }: SeenMember, job: JobModel): boolean =>
  ask.kind === 'delete' || isLeftOut(ask, job) ? states.has('gone') : wasSame

/** It may not count at all: it was no member any more. */
const mayBeLeft = ({ kind }: BatchAsk, { states }: SeenMember): boolean =>
  states.has('gone') || (kind === 'update' && states.has('DELETING'))

/** Throws what is wrong with an error as the answer. */
export function judgeError(ask: BatchAsk, error: unknown): void {
  // The store failed half way: whatever was changed is allowed by itself.
  if (isInjected(error)) return
  must(error instanceof ApiError, `${sayBatch(ask)}: ${error}`)
  const said = `${sayBatch(ask)}: answered ${error.code} ${error.detail}`
  must(ask.commits.length === 0, `${said}, stored ${ask.commits}`)
  const first = /^batch_input: none of its \d+ jobs can be made: (.+)/.exec(error.detail)?.[1]
  must(
    first === undefined ? isErrorReason(ask, error.code) : isReason(ask, first),
    `${said} without a reason`,
  )
}

function isErrorReason(ask: BatchAsk, code: string): boolean {
  const { kind, patch, facts, meanwhile } = ask
  const isBeginning = kind === 'create' || kind === 'start'
  const isLacking = facts.has('service stopped') || facts.has('order over')
  const reason: Record<string, boolean> = {
    'VIAS.00010001': patch.isOnOrder === true && facts.has('order over'),
    'VIAS.00010008': meanwhile.has('batch gone'),
    'VIAS.00010011': meanwhile.has('batch name taken'),
    'VIAS.00010012': isBeginning ? isLacking : meanwhile.has('batch changed'),
  }
  return reason[code] ?? false
}

/** @param line of the list of errors */
function isReason(ask: BatchAsk, line: string): boolean {
  const { facts, meanwhile, names, members } = ask
  const id = /\(([0-9a-f]{32})\)/.exec(line)?.[1] ?? ''
  const states = members.get(id)?.states ?? new Set()
  const [, action, state] = /: (\w+): the job is ([A-Z_]+)/.exec(line) ?? []
  if (action) return states.has(state as JobState) && isRefused(action, state as JobState)
  const name = /name: "(.+)" is taken by another job/.exec(line)?.[1]
  if (name) return names.has(name)
  const releases = [...facts].filter((fact) => fact.startsWith('release ')).length
  const reasons: [RegExp, boolean][] = [
    // The store said so, whatever it holds.
    [/disk of the data folder is full/, true],
    [/there is no job/, states.has('gone')],
    [/the batch is being deleted, or another request/, meanwhile.has('batch changed')],
    [/the source was changed or deleted/, meanwhile.has('camera moved')],
    [/the service was upgraded at the same moment/, releases > 1],
    [/the service \S+ is stopped/, facts.has('service stopped')],
    [/resource_order_id/, facts.has('order over')],
  ]
  return reasons.some(([pattern, holds]) => pattern.test(line) && holds)
}

const isRefused = (action: string, state: JobState): boolean =>
  action === 'update' ? !AT_REST.includes(state) : afterAction(action as Action, state) === undefined
