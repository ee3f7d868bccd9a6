import { takesFlag } from '../catalog/minikube.ts'
import { effectivePair } from '../facts/pair.ts'
import type { Attempt, RungId } from '../model/attempt.ts'
import type { Output } from '../model/host.ts'
import type { FixResult } from '../model/repair.ts'
import type { PlannedFix, Report } from '../model/report.ts'
import type { StartPlan } from '../model/start.ts'
import { createStartExplainer, endOf } from './explain-start.ts'
import type { StartRequest } from './run-request.ts'
import type { Applied, Session } from './session.ts'
import { watchedStart } from './steps/minikube-start.ts'

/** What the engine is told to do without a check that asks for it. Pure. */
export const fixOf = (
  { checks }: Pick<Report, 'checks'>,
  fix: string,
  more: Pick<PlannedFix, 'risk' | 'because' | 'steps'> & Partial<PlannedFix>,
): PlannedFix => ({
  fix,
  title: fix,
  needsRoot: false,
  verifies: checks.find(({ role }) => role === 'running')?.id ?? fix,
  commands: [],
  ...more,
})

/** What became of a single fix. Pure. */
export const resultOf = ({ agreed, steps }: Applied): FixResult => {
  if (!agreed.has(0)) return 'declined'
  const states = new Set(steps.map(({ state }) => state))
  const worst = (['failed', 'handed-over', 'not-reached'] as const).find((each) => states.has(each))
  return worst ?? 'fixed'
}

/** The same command in the same surroundings. Pure. */
export const sameStart = (a: StartPlan, b: StartPlan): boolean =>
  JSON.stringify([a.argv, a.env]) === JSON.stringify([b.argv, b.env])

/** minikube then does not look for a newer release of its own. Source: docs/what-minikube-downloads.md. */
const quiet = { MINIKUBE_WANTUPDATENOTIFICATION: 'false' }

/** Starts once, and explains what came of it. */
export const startOnce = async (
  session: Session,
  plan: StartPlan,
  rung: RungId | undefined,
  { deadlineMs }: StartRequest,
): Promise<Attempt> => {
  const { interpreters, signal, onEvent } = session
  const host = session.host()
  const began = host.now()
  const log = createStartExplainer()
  let output: Output | undefined
  const watched = watchedStart({
    signal,
    onOutput: (text, stream) => {
      log.push(text, stream)
      void onEvent({ kind: 'output', text, stream })
    },
    onEnd: (ended) => {
      output = ended
    },
  })
  const request = session.request()
  const { minikube } = effectivePair(request)
  const outcome = await session.perform(
    fixOf(session.report(), 'start-cluster', {
      risk: 'safe',
      because: [],
      steps: [
        {
          kind: 'minikube-start',
          argv: plan.argv,
          env: request.offline ? { ...plan.env, ...quiet } : plan.env,
          events: takesFlag(minikube, '--output'),
          deadlineMs,
        },
      ],
    }),
    { ...interpreters, 'minikube-start': watched },
  )
  const end = endOf(output, signal.aborted)
  return {
    plan,
    ...(rung === undefined ? {} : { rung }),
    end,
    ...(output?.exitCode === undefined ? {} : { exitCode: output.exitCode }),
    causes: end === 'started' ? [] : log.end(),
    ...(outcome.trouble === undefined ? {} : { said: outcome.trouble.detail }),
    ms: host.now() - began,
  }
}
