import { lesson as limits, deadlines } from '../../catalog/deadlines.ts'
import { inLesson, lessonName, lessonPort, nodePortIn } from '../../cluster/lesson.ts'
import type { Output } from '../../model/host.ts'
import { proxyFor } from '../../model/no-proxy.ts'
import { attempt } from '../../model/unreadable.ts'
import type { Reading } from '../../model/unreadable.ts'
import { reasonIn } from './commands.ts'
import { askLesson } from './lesson-at.ts'
import type { LessonAt, LessonFailure } from './lesson-at.ts'

type Reached = { readonly address: string } | LessonFailure

const loopback = '127.0.0.1'
const pauseMs = 500

/** Asks until somebody answers who is not just a gateway with nothing behind it. */
const answers = async (
  { host, signal }: LessonAt,
  address: string,
  over: () => boolean = () => false,
): Promise<LessonFailure | undefined> => {
  const until = host.now() + limits.answer
  for (;;) {
    const answer = await host.get(address, { deadlineMs: deadlines.http })
    if (answer.ok && answer.status < 500) return undefined
    if (over() || signal?.aborted === true || host.now() >= until)
      return {
        why: 'no-answer',
        detail: `${address}: ${answer.ok ? `HTTP ${answer.status}` : answer.fault}`,
      }
    await host.sleep(pauseMs, signal)
  }
}

/** By the node's own address, where no proxy stands between. */
const byNode = async (at: LessonAt, nodeAddress: string): Promise<Reached> => {
  const service = await askLesson(at, 'get', 'service', lessonName, '-o', 'json')
  const port = service === undefined ? undefined : nodePortIn(service)
  if (port === undefined || nodeAddress === '')
    return { why: 'no-address', detail: 'the Service got no port on the node' }
  const name = nodeAddress.includes(':') ? `[${nodeAddress}]` : nodeAddress
  const address = `http://${name}:${port}`
  if (proxyFor(new URL(address), at.host.env) !== undefined)
    return { why: 'no-answer', detail: `${address}: NO_PROXY does not name the node` }
  return (await answers(at, address)) ?? { address }
}

/** Somewhere no program listens. The ports of NodePort Services and those the system gives out itself lie higher. */
const freePort = async ({ host }: LessonAt): Promise<number> => {
  const first = 20_000 + (host.now() % 10_000)
  for (let port = first; port < first + 20; port += 1) {
    const taken = await host.connect(loopback, port, { deadlineMs: deadlines.connect })
    if (!taken.ok) return port
  }
  return first
}

/** Through kubectl, which is asked to listen here as long as it takes. */
const byForwarding = async (at: LessonAt): Promise<Reached> => {
  const { host, step, env = {} } = at
  const port = await freePort(at)
  const stop = new AbortController()
  let ended: Reading<Output> | undefined
  const forwarding = attempt(
    host.run(
      inLesson(
        step,
        'port-forward',
        `service/${lessonName}`,
        `${port}:${lessonPort}`,
        `--address=${loopback}`,
      ),
      { deadlineMs: limits.answer + deadlines.tool, signal: stop.signal, env },
    ),
  ).then((output) => {
    ended = output
  })
  const address = `http://${loopback}:${port}`
  const failure = await answers(at, address, () => ended !== undefined)
  const told = ended
  stop.abort()
  await forwarding
  if (failure === undefined) return { address }
  return told === undefined
    ? failure
    : { why: 'no-address', detail: told.ok ? reasonIn(told.value) : told.why.message }
}

/** Where the lesson answers: by the node's address where that leads there, else through kubectl. */
export const reachLesson = async (at: LessonAt, nodeAddress: string): Promise<Reached> => {
  if (at.step.reach === 'forward') return byForwarding(at)
  const first = await byNode(at, nodeAddress)
  if ('address' in first || at.signal?.aborted === true) return first
  const second = await byForwarding(at)
  return 'address' in second ? second : first
}
