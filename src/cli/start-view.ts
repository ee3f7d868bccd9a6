import { createEventReader } from '../cluster/events.ts'
import type { StartEvent } from '../cluster/events.ts'
import { advance, artifactName, noProgress, waitOf } from '../cluster/progress.ts'
import type { Progress } from '../cluster/progress.ts'
import type { RunEvent, StartScene } from '../engine/run-events.ts'
import { timeOf } from '../report/course.ts'
import { formatBytes } from '../report/format.ts'
import type { Painting } from './live.ts'
import { createCacheWatch } from './watch-cache.ts'
import type { Look } from '../report/look.ts'
import { downloadsOf, startCommand } from '../report/start.ts'

/** After so many milliseconds without news it is said what minikube waits for. */
const silence = 20_000
/** Milliseconds between two rows of a pipe while nothing changes. */
const every = 15_000
const tick = 1000

type Voice = Pick<Look, 'language' | 'redactor'>

/** `5/19`, where minikube counts its steps. */
export const placeOf = ({ step }: Progress): string =>
  step?.current === undefined || step.total === undefined ? '' : `${step.current}/${step.total}`

const bytesOf = (
  { received, size, fraction }: NonNullable<Progress['download']>,
  { language }: Voice,
): string => {
  const percent = fraction === undefined ? undefined : `${Math.floor(fraction * 100)} %`
  if (received === undefined) return percent ?? '0 %'
  if (size === undefined) return formatBytes(received)
  const both = language.start.of(formatBytes(received), formatBytes(size))
  return percent === undefined ? both : `${both}, ${percent}`
}

/** What minikube does, or what it waits for. */
export const doingOf = (progress: Progress, now: number, voice: Voice): string => {
  const { language, redactor } = voice
  const { step, download, heard } = progress
  if (now - heard >= silence)
    return language.start.silent(language.start.waits[waitOf(progress)], timeOf(now - heard, voice))
  if (download !== undefined)
    return language.start.fetched(
      redactor.text(artifactName(download.artifact)),
      bytesOf(download, voice),
    )
  if (step === undefined) return language.start.waits.minikube
  const said = redactor.text(step.message.replace(/\s*\.{3}$/, ''))
  return language.start.steps[step.name ?? ''] ?? said
}

export interface StartViewOptions {
  readonly look: Look
  readonly live: boolean
  /** Lines as they are. */
  readonly say: (lines: readonly string[]) => Promise<void>
  /** Sentences, wrapped where there is a terminal. */
  readonly tell: (lines: readonly string[]) => Promise<void>
}

/** More steps than any start has: what tells more is not minikube. */
const mostSteps = 100

/** Rows for a pipe: one for each step, and one now and then while nothing changes. */
const rowsFor = ({ look, say }: StartViewOptions) => {
  let shown: Progress['step']
  let steps = 0
  let last = Date.now()
  return (progress: Progress): void => {
    const now = Date.now()
    const { step } = progress
    const isNew =
      step !== undefined &&
      steps < mostSteps &&
      (step.current !== shown?.current || step.message !== shown?.message)
    if (isNew) steps += 1
    if (!isNew && now - last < every) return
    shown = progress.step
    last = now
    const place = placeOf(progress).padStart(5)
    const time = timeOf(now - progress.began, look)
    void say([`    ${place}  ${doingOf(progress, now, look)}  (${time})`])
  }
}

/** A row in a pipe now and then; ends with what is returned. */
const inRows = (row: () => void, ms: number): Painting['end'] => {
  const timer = setInterval(row, ms)
  return async () => clearInterval(timer)
}

const inRow = async (
  read: () => Progress,
  title: string,
  { look }: StartViewOptions,
): Promise<Painting['end']> =>
  (await import('./live.ts')).paintUntilEnd([
    {
      isDone: () => false,
      title: () => {
        const progress = read()
        const parts = [placeOf(progress), timeOf(Date.now() - progress.began, look)]
        return `${title}  ${parts.filter((part) => part !== '').join(' · ')}`
      },
      detail: () => doingOf(read(), Date.now(), look),
    },
  ])

/** Shows that something is waited for, and what it is waiting for, while it goes on. */
export const viewWait = async (
  title: string,
  { look, live, say }: StartViewOptions,
  detailOf: (event: RunEvent) => string | undefined = () => undefined,
): Promise<Painting> => {
  const began = Date.now()
  let detail = ''
  const hear = (event: RunEvent): void => {
    detail = detailOf(event) ?? detail
  }
  const time = (): string => timeOf(Date.now() - began, look)
  if (live) {
    const row = { isDone: () => false, title: () => `${title}  ${time()}`, detail: () => detail }
    return { hear, end: (await import('./live.ts')).paintUntilEnd([row]) }
  }
  await say([`${title} ...`])
  const row = (): void => {
    void say([`           ${detail === '' ? title : detail}  (${time()})`])
  }
  return { hear, end: inRows(row, every) }
}

const announce = (
  scene: Pick<StartScene, 'plan' | 'number'>,
  { look }: StartViewOptions,
): readonly string[] => {
  const { start } = look.language
  const cost = scene.number === 1 ? downloadsOf({ start: scene.plan }, look) : ''
  return [
    `${start.starting(scene.number)}${cost}${look.language.marks.intro}`,
    `  ${look.paint('bold', startCommand({ start: scene.plan }, look))}`,
  ]
}

/** Shows a start while it goes on: a row that moves, rows in a pipe. */
export const viewStart = async (
  scene: StartScene,
  options: StartViewOptions,
): Promise<Painting> => {
  const { look, live, say } = options
  await say(announce(scene, options))
  let progress = noProgress(Date.now())
  const row = live ? () => undefined : rowsFor(options)
  const listen = (event: StartEvent): void => {
    progress = advance(progress, event, Date.now())
    row(progress)
  }
  const watch = scene.cache === undefined ? undefined : createCacheWatch(scene.cache)
  const watching = setInterval(() => {
    void watch?.().then((event) => event === undefined || listen(event))
  }, tick)
  const readers = { stdout: createEventReader(listen), stderr: createEventReader(listen) }
  const end = live
    ? await inRow(() => progress, look.language.start.row(scene.number), options)
    : inRows(() => row(progress), tick)
  return {
    hear: (event) => {
      if (event.kind === 'output') readers[event.stream].push(event.text)
    },
    end: async () => {
      clearInterval(watching)
      await end()
    },
  }
}
