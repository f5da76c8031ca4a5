/** A worker without any run behind it: what it tells the engine is made up, in turn, late, or of a run long gone. */
import { isDeepStrictEqual } from 'node:util'
import type { Assignment, EngineLink, RunReport } from '@vigia/core'
import { plainResult } from '@vigia/core/conformance'
import type { Dice } from './dice.js'
import { must } from './reasons.js'
import { isEnd, RUNS } from './rules.js'
import type { Witness } from './witness.js'
import type { Fact } from './world.js'

export interface Run {
  jobId: string
  epoch: number
  isToStop: boolean
  said: number
}

const failed = (stage: 'prepare' | 'start' | 'run'): RunReport => ({
  kind: 'failed',
  stage,
  code: 'VIGIA.TEST',
  message: `no ${stage}`,
})
const REPORTS: [RunReport, ...RunReport[]] = [
  { kind: 'begun' },
  { kind: 'starting', status: 'fetching' },
  { kind: 'running' },
  { kind: 'running' },
  { kind: 'abnormal', status: 'no frames' },
  { kind: 'succeeded', status: 'all analysed' },
  failed('prepare'),
  failed('start'),
  failed('run'),
  { kind: 'crashed', reason: 'test' },
]

export class FakeWorker {
  held: Run[] = []

  constructor(
    readonly name: string,
    private readonly link: EngineLink,
    private readonly witness: Witness,
    private readonly dice: Dice,
  ) {}

  /** @param every where the runs of all workers are kept for reports that come too late */
  async claim(free: number, every: Run[]): Promise<void> {
    const { around } = this.witness
    const facts = around.gather()
    const runs = await this.link.claim(this.name, free).finally(() => around.forget(facts))
    for (const run of runs) {
      const held = { jobId: run.jobId, epoch: run.epoch, isToStop: false, said: 0 }
      this.held.push(held)
      every.push(held)
      this.witness.check(() => this.judge(run, facts))
    }
  }

  /** What it is given to run is what is stored, with the address that its camera had since it asked. */
  private judge({ jobId, epoch, spec }: Assignment, facts: ReadonlySet<Fact>): void {
    const job = this.witness.jobs.get(jobId)
    if (job?.live?.epoch !== epoch) return
    const { cameraId, details } = job
    const url = spec.input.type === 'url' ? spec.input.url : ''
    const isThere = cameraId === undefined ? url === details.reads : facts.has(`camera ${cameraId} at ${url}`)
    const isSame = isDeepStrictEqual([spec.output, spec.common], [details.output, details.common])
    must(isThere && isSame, `${jobId} was given out with an old spec, ${JSON.stringify(spec)}`)
  }

  async renew(): Promise<void> {
    if (this.held.length === 0) return
    const { lost, stop } = await this.link.renew(this.name, this.held)
    this.held = this.held.filter(({ jobId }) => !lost.includes(jobId))
    for (const run of this.held) run.isToStop ||= stop.includes(run.jobId)
  }

  /** Says anything of a run, most often what comes next. */
  async sayAnything(run: Run): Promise<void> {
    const next: RunReport[] = [{ kind: 'begun' }, { kind: 'running' }]
    const plain = run.isToStop ? ({ kind: 'stopped' } as const) : next[run.said]
    await this.say(run, plain && !this.dice.oneIn(4) ? plain : this.dice.pick(REPORTS))
  }

  /** What a worker does all the time: it renews, takes what waits, and goes on with what it has. */
  async work(every: Run[]): Promise<void> {
    await this.claim(2, every)
    await this.beWilling()
  }

  /** Does what it is told, and else runs. */
  async beWilling(): Promise<void> {
    await this.renew()
    for (const run of this.held) {
      if (run.isToStop) await this.say(run, { kind: 'stopped' })
      else if (run.said === 0) await this.say(run, { kind: 'begun' })
      if (!run.isToStop) await this.say(run, { kind: 'running' })
    }
  }

  private async say(run: Run, report: RunReport): Promise<void> {
    const { witness } = this
    const said = { jobId: run.jobId, epoch: run.epoch, report }
    run.said++
    witness.said.push(said)
    if (isEnd(report)) this.drop(run)
    witness.note(`${this.name}: ${report.kind} of ${run.jobId.slice(0, 4)}, epoch ${run.epoch}`)
    try {
      const isTaken = await this.link.report(run.jobId, run.epoch, report)
      if (!isTaken) witness.check(() => this.mustBeTooLate(run, report))
    } finally {
      witness.said = witness.said.filter((other) => other !== said)
    }
  }

  /** What the owner says is taken down: its epoch was alive all the time, for it still is. */
  private mustBeTooLate({ jobId, epoch }: Run, report: RunReport): void {
    const job = this.witness.jobs.get(jobId)
    const isOwner = job?.live?.epoch === epoch && RUNS.includes(job.state)
    const isPlain = report.kind === 'running' || report.kind === 'abnormal' || report.kind === 'succeeded'
    must(!isOwner || !isPlain, `${report.kind} of the owner, epoch ${epoch}, was refused`)
  }

  async publish({ jobId, epoch }: Run): Promise<void> {
    await this.link.append(jobId, epoch, [plainResult(jobId, epoch, 1 + this.dice.below(9))])
  }

  drop(run: Run): void {
    this.held = this.held.filter((other) => other !== run)
  }
}
