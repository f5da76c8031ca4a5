/** What an update of a batch makes of those of its members that stay. */
import { isDeepStrictEqual } from 'node:util'
import type { UpdateBatchTask } from '@vigia/contract'
import type { Batch, Job, JobSummary, Release, Replacement, VideoSource } from '@vigia/core'
import type { BatchDeps } from './batch-deps.js'
import { checkName, memberName } from './batch-members.js'
import { jobNameTaken, keepsChanging, noStream } from './batch-refusals.js'
import { type BatchTally, nameOfJob } from './batch-tally.js'
import { checkRegions } from './check-regions.js'
import { checkCommon } from './common-parameters.js'
import { takesSchedules } from './job-schedule.js'
import { MemberConfigs } from './member-config.js'
import { templatesOf } from './save-template.js'
import { changedJob, newPlan } from './update-job.js'

/** Looks at jobs that change meanwhile. */
const TRIES = 20

interface Made {
  member: JobSummary
  replacement: Replacement
}

export class MemberUpdate {
  private readonly configs: MemberConfigs

  /** @param now the batch as it is stored since this update */
  constructor(
    private readonly deps: BatchDeps,
    private readonly before: Batch,
    private readonly now: Batch,
    private readonly body: UpdateBatchTask,
    private readonly release: Release,
  ) {
    this.configs = new MemberConfigs(release, now.spec.common)
  }

  /** In one transaction, but for jobs that change meanwhile. */
  async apply(members: JobSummary[], tally: BatchTally): Promise<void> {
    let waiting = members
    for (let attempt = 0; attempt < TRIES && waiting.length > 0; attempt++) {
      const made = await this.replacementsOf(waiting, tally)
      const all = made.map(({ member }) => nameOfJob(member))
      const outcomes = await tally.together(all, () =>
        this.deps.jobs.replaceAll(made.map(({ replacement }) => replacement)),
      )
      if (!outcomes) return
      waiting = []
      for (const [i, { member, replacement }] of made.entries()) {
        if (outcomes[i] === 'changed') waiting.push(member)
        else if (outcomes[i] === 'name taken')
          tally.fail(nameOfJob(member), jobNameTaken(replacement.job.name))
        else tally.succeed()
      }
    }
    for (const job of waiting) tally.fail(nameOfJob(job), keepsChanging())
  }

  private async replacementsOf(members: JobSummary[], tally: BatchTally): Promise<Made[]> {
    const { schedule, config, service_config, batch_input } = this.body
    const asksSources = schedule || config || service_config || batch_input
    const sources = asksSources ? await this.sourcesOf(members) : new Map<string, VideoSource>()
    const made: Made[] = []
    for (const member of members) {
      const job = await this.deps.jobs.find(member.id)
      // One that was deleted meanwhile is no member any more.
      if (!job) continue
      const source = sources.get(job.sourceId ?? '')
      const replacement = await tally.attempt(nameOfJob(job), () => this.replacementOf(job, source))
      if (!replacement) continue
      if (isDeepStrictEqual(replacement.job, job) && !this.body.is_saved_as_template) tally.succeed()
      else made.push({ member, replacement })
    }
    return made
  }

  private async sourcesOf(members: JobSummary[]): Promise<Map<string, VideoSource>> {
    const ids = members.flatMap(({ sourceId }) => sourceId ?? [])
    const sources = await this.deps.video.sourcesOf(this.now.projectId, ids)
    return new Map(sources.map((source) => [source.id, source]))
  }

  private replacementOf(job: Job, source: VideoSource | undefined): Replacement {
    const { deps, body, now } = this
    const isScheduled = Boolean(body.schedule)
    if (source && isScheduled && !takesSchedules(source.input)) throw noStream()
    const common = this.commonOf(job)
    if (!isDeepStrictEqual(common, job.spec.common)) checkRegions(common, source)
    const changed = changedJob(job, {
      name: this.nameOf(job),
      description: body.description ?? job.description,
      schedule: body.schedule === undefined ? job.schedule : now.schedule,
      sourceId: job.sourceId,
      sourceName: job.sourceName,
      orderId: body.resource_order_id === undefined ? job.orderId : now.orderId,
      priority: body.priority ?? job.priority,
      spec: {
        input: job.spec.input,
        output: body.output ? now.spec.output : job.spec.output,
        common,
      },
    })
    const templates = templatesOf(deps, [changed], body.is_saved_as_template)
    const alongside = { templates, ...(source && isScheduled ? { sources: [source] } : {}) }
    return { job: changed, expectState: job.state, plan: newPlan(deps, job, changed), alongside }
  }

  /** A job that got its name from the batch follows when that is renamed. */
  private nameOf({ name }: Job): string {
    const number = name.startsWith(memberName(this.before.name, '')) && /-(\d+)$/.exec(name)?.[1]
    if (!number || name !== memberName(this.before.name, number)) return name
    const renamed = memberName(this.now.name, number)
    checkName(renamed)
    return renamed
  }

  /** The job's own config, unless the update gives another one, or the regions of its sources. */
  private commonOf({ spec: { common }, sourceId = '' }: Job): Record<string, unknown> {
    const { release, body, now } = this
    const region = now.spec.regions[sourceId]
    if (body.config?.common ?? body.service_config?.common) return this.configs.of(region)
    const roi = region ?? now.spec.common.target_roi
    if (!body.batch_input || isDeepStrictEqual(roi, common.target_roi)) return common
    const { target_roi: _, ...rest } = common
    const changed = roi === undefined ? rest : { ...rest, target_roi: roi }
    checkCommon(release, changed)
    return changed
  }
}
