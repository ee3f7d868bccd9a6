import { createLocalHost } from '../../src/host/local.ts'
import type { Machine } from '../../src/host/machine.ts'
import { createRecordingHost } from '../../src/host/recording.ts'
import { createReplayHost } from '../../src/host/replay.ts'
import type { ReadHost } from '../../src/model/host.ts'
import { Unreadable } from '../../src/model/unreadable.ts'

export type Ask = (host: ReadHost) => Promise<unknown>
export type Questions = readonly (readonly [string, Ask])[]

/** An answer, or why there is none. */
const answerOf = async (ask: Ask, host: ReadHost): Promise<unknown> => {
  try {
    return { answer: await ask(host) }
  } catch (error) {
    if (error instanceof Unreadable) return { why: error.why }
    throw error
  }
}

export const contractEnv = { ...process.env, LANG: 'yes', RES_OPTIONS: 'timeout:1' }

type Answers = Readonly<Record<string, unknown>>

const ask = async (host: ReadHost, questions: Questions): Promise<Answers> => {
  const answers: Record<string, unknown> = {}
  for (const [name, question] of questions) answers[name] = await answerOf(question, host)
  return answers
}

/** Each question to this machine, to a recording of it, and to the record after a way through JSON. */
export const threeTimes = async (
  questions: Questions,
): Promise<{ readonly local: Answers; readonly recorded: Answers; readonly replayed: Answers }> => {
  const local = await ask(createLocalHost(contractEnv), questions)
  const recording = createRecordingHost(createLocalHost(contractEnv))
  const recorded = await ask(recording.host, questions)
  const machine: Machine = JSON.parse(JSON.stringify(await recording.machine()))
  return { local, recorded, replayed: await ask(createReplayHost(machine), questions) }
}
