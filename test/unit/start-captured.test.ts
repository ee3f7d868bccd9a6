import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { createEventReader } from '../../src/cluster/events.ts'
import type { StartEvent } from '../../src/cluster/events.ts'
import { advance, noProgress } from '../../src/cluster/progress.ts'
import { placeOf } from '../../src/cli/start-view.ts'

const captured = (file: string): string => readFileSync(`test/fixtures/captures/${file}`, 'utf8')

/** What a stream tells, fed in pieces of so many characters. */
const eventsIn = (text: string, size = 4096): readonly StartEvent[] => {
  const events: StartEvent[] = []
  const reader = createEventReader((event) => events.push(event))
  for (let at = 0; at < text.length; at += size) reader.push(text.slice(at, at + size))
  reader.end()
  return events
}

/** The counter after each step. */
const places = (events: readonly StartEvent[]): readonly string[] => {
  let progress = noProgress(0)
  return events.flatMap((event) => {
    progress = advance(progress, event, 0)
    return event.kind === 'step' ? [placeOf(progress).replace('/19', '')] : []
  })
}

test.for<[string, string]>([
  ['start-json-full-downloads.stdout', '0 1 3 5 8 11 12 13 14 17 18 19'],
  // minikube itself goes from 5 back to 4.
  ['start-json-already-running.stdout', '0 1 3 5 5 11 17 18 19'],
  // Stopping and powering off bear no number, and the second try begins with 8.
  ['start-json-fail-binaries-404.stdout', '0 1 3 5 8 8 8 8 8'],
])('the counter of %s never goes back: %s', ([file, wanted]) => {
  expect(places(eventsIn(captured(file))).join(' ')).toBe(wanted)
})

test.for([1, 7, 64, 4096])('a bar without line ends moves, fed %i characters at a time', (size) => {
  const events = eventsIn(captured('start-json-full-downloads.stderr'), size)
  const received = events.flatMap((event) =>
    event.kind === 'download' ? [Math.round((event.fraction ?? 0) * 100)] : [],
  )
  expect(received.slice(0, 5)).toEqual([1, 4, 7, 12, 17])
  expect(received.length).toBeGreaterThan(8)
  expect(events[0]).toMatchObject({ artifact: 'gcr.io/k8s-minikube/kicbase' })
})
