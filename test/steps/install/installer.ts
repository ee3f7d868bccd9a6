import { install, undoInstall } from '../../../src/host/install.ts'
import type { Download, Placement } from '../../../src/model/install.ts'

/** What the process under test is told on its command line, as JSON. */
export interface Errand {
  readonly download?: Download
  readonly placement?: Placement
  readonly undo?: string
}

const isErrand = (value: unknown): value is Errand => typeof value === 'object' && value !== null

const errand: unknown = JSON.parse(process.argv[2] ?? 'null')
const say = (value: unknown): void => void process.stdout.write(`${JSON.stringify(value)}\n`)
const options = {
  env: process.env,
  signal: new AbortController().signal,
  onEvent: (event: { readonly kind: string }) => {
    if (event.kind !== 'progress') say(event)
  },
  now: () => Date.now(),
}

// A promise that is never kept must not look like success.
process.exitCode = 70
say({ kind: 'ready' })
if (isErrand(errand)) {
  const { download, placement, undo } = errand
  const done =
    download !== undefined && placement !== undefined
      ? await install(download, placement, options)
      : await undoInstall(undo ?? '', options)
  say(done)
  process.exitCode = 0
}
