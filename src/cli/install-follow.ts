import { isAbsence } from '../model/install-reason.ts'
import type { InstallEvent } from '../model/install.ts'
import type { InstallWords } from './install-words.ts'
import type { Speaker } from './speaker.ts'

export type OnEvent = (event: InstallEvent) => void

export interface FollowOptions {
  readonly title: string
  /** All that may be asked. */
  readonly urls: readonly string[]
  readonly words: InstallWords
  /** What a source is called: its host, or the folder that is served. */
  readonly nameOf: (url: string) => string
  readonly speaker: Speaker
}

/** Milliseconds between two rows of a log, two JSON lines of progress. */
const every = { row: 5000, json: 1000 } as const

/** An event as a person reads it. */
const sentence = (
  event: InstallEvent,
  { words, nameOf }: Pick<FollowOptions, 'words' | 'nameOf'>,
  others: boolean,
): string => {
  switch (event.kind) {
    case 'source':
      return words.asking(nameOf(event.url))
    case 'progress': {
      const { received, total, bytesPerSecond } = event
      const left =
        total === undefined || bytesPerSecond <= 0
          ? undefined
          : Math.ceil((total - received) / bytesPerSecond)
      return words.progress({ received, total, bytesPerSecond, left, source: nameOf(event.url) })
    }
    case 'source-failed':
      return words.sourceFailed(nameOf(event.url), words.reason(event.reason), others)
    case 'waiting':
      return words.waiting(event.holder)
    case 'verified':
      return words.verified
    case 'placed':
      return event.path
  }
}

type Failed = Extract<InstallEvent, { readonly kind: 'source-failed' }>

/** Keeps account of who has failed: a mirror that lacks one of its paths may have another. */
const account = ({ urls, nameOf }: Pick<FollowOptions, 'urls' | 'nameOf'>) => {
  const failed = new Map<string, Failed>()
  const isOut = (name: string): boolean =>
    urls.every((url) => nameOf(url) !== name || failed.has(url))
  return {
    /** What is to be told once all its paths have failed, and whether somebody else is left. */
    fail: (event: Failed): { readonly told: Failed | undefined; readonly others: boolean } => {
      failed.set(event.url, event)
      const name = nameOf(event.url)
      const all = [...failed.values()].filter(({ url }) => nameOf(url) === name)
      const told = all.findLast(({ reason }) => !isAbsence(reason)) ?? event
      return {
        told: isOut(name) ? told : undefined,
        others: urls.some((other) => !isOut(nameOf(other))),
      }
    },
  }
}

/** Each event one line; progress at most once a second. */
export const followJson = <T>(
  work: (onEvent: OnEvent) => Promise<T>,
  { speaker }: FollowOptions,
): Promise<T> => {
  let last = 0
  return work((event) => {
    if (event.kind === 'progress') {
      const now = Date.now()
      if (now - last < every.json) return
      last = now
    }
    speaker.json(event)
  })
}

/** A row every few seconds while bytes come; what went wrong at once. */
export const followRows = async <T>(
  work: (onEvent: OnEvent) => Promise<T>,
  options: FollowOptions,
): Promise<T> => {
  const { title, speaker } = options
  let news: string | undefined
  const said = new Set<string>()
  const sources = account(options)
  /** A source that is asked again fails again in the same words. */
  const once = (text: string): void => {
    if (!said.has(text)) speaker.line(`${title}  ${text}`)
    said.add(text)
  }
  const tell = (): void => {
    if (news !== undefined) speaker.line(`${title}  ${news}`)
    news = undefined
  }
  // Work that can never end must not be kept from ending the process.
  const timer = setInterval(tell, every.row).unref()
  try {
    return await work((event) => {
      if (event.kind === 'progress') news = sentence(event, options, true)
      if (event.kind === 'waiting') once(sentence(event, options, true))
      if (event.kind !== 'source-failed') return
      const { told, others } = sources.fail(event)
      if (told !== undefined) once(sentence(told, options, others))
    })
  } finally {
    clearInterval(timer)
  }
}

/** One row that moves, gone when the work is done. */
export const followLive = async <T>(
  work: (onEvent: OnEvent) => Promise<T>,
  options: FollowOptions,
): Promise<T> => {
  const { title, speaker } = options
  const { paintRows } = await import('./live.ts')
  let news = ''
  const sources = account(options)
  const result = work((event) => {
    const { told, others } =
      event.kind === 'source-failed' ? sources.fail(event) : { told: event, others: true }
    if (told !== undefined && told.kind !== 'placed')
      news = speaker.clean(sentence(told, options, others))
  })
  return paintRows(result, [{ title: () => `${title}  ${news}`, isDone: () => false }])
}
