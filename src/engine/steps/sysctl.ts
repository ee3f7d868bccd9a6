import * as v from 'valibot'
import { changing } from '../../catalog/deadlines.ts'
import { fromBase64, fromUtf8, utf8 } from '../../model/bytes.ts'
import { unifiedDiff } from '../../model/diff.ts'
import { StepError } from '../../model/write-host.ts'
import type { WriteHost } from '../../model/write-host.ts'
import { change } from './commands.ts'
import { defineInterpreter, readUndo } from './define.ts'
import type { StepOf } from './define.ts'
import {
  contentOf,
  entryAt,
  entrySchema,
  fileAt,
  makeFolders,
  removeFolders,
  restore,
  sameContent,
  sameEntry,
} from './entry.ts'
import { keep } from './rewriting.ts'

type Step = StepOf<'sysctl'>

const undoSchema = v.object({
  path: v.string(),
  before: entrySchema,
  after: v.string(),
  made: v.array(v.string()),
  /** What the kernel had, and what it was given. */
  values: v.record(v.string(), v.object({ old: v.string(), new: v.string() })),
})

const valueOf = async (host: WriteHost, name: string): Promise<string> => {
  const text = await host.readText(`/proc/sys/${name.replaceAll('.', '/')}`)
  if (text === undefined) throw new StepError('failed', `this kernel has no ${name}`)
  return text.trim()
}

const set = (host: WriteHost, name: string, value: string): Promise<unknown> =>
  change(host, ['sysctl', '-w', `${name}=${value}`], { deadlineMs: changing.quick, as: 'root' })

/** The file with these settings in it, once; other lines stay. Source: sysctl.d(5). */
const rewritten = ({ settings, path }: Step, old: Uint8Array | undefined): string => {
  const text = fromUtf8(old ?? new Uint8Array())
  if (text === undefined) throw new StepError('unparsable', `${path} is not written in UTF-8`)
  const wanted = Object.entries(settings).map(([name, value]) => `${name} = ${value}\n`)
  const lines = text.match(/[^\n]*\n|[^\n]+$/g) ?? []
  const others = lines.filter((line) => {
    const name = /^\s*-?([^#;=\s]+)\s*=/.exec(line)?.[1]
    return name === undefined || settings[name.replaceAll('/', '.')] === undefined
  })
  const kept = others.join('')
  const gap = kept === '' || kept.endsWith('\n') ? '' : '\n'
  return `${kept}${gap}${wanted.join('')}`
}

/** Gives the kernel these values now, and a file gives them at every boot. */
export const sysctl = defineInterpreter<Step>({
  kind: 'sysctl',
  reversibility: 'compensable',
  stale: ['inotify-limits', 'routes', 'firewall'],
  isDone: async (step, host) => {
    const before = await fileAt(host, step.path)
    if (!sameContent(before, utf8(rewritten(step, contentOf(before))))) return false
    for (const [name, value] of Object.entries(step.settings))
      if ((await valueOf(host, name)) !== String(value)) return false
    return true
  },
  prepare: async (step, host) => {
    const before = await fileAt(host, step.path)
    const values: Record<string, { old: string; new: string }> = {}
    for (const [name, value] of Object.entries(step.settings))
      values[name] = { old: await valueOf(host, name), new: String(value) }
    const after = utf8(rewritten(step, contentOf(before)))
    return { ...(await keep(host, step.path, before, after)), values }
  },
  perform: async (step, host) => {
    const content = rewritten(step, contentOf(await fileAt(host, step.path)))
    // The kernel first: what it refuses is not written down for the next boot.
    for (const [name, value] of Object.entries(step.settings)) await set(host, name, String(value))
    await makeFolders(host, step.path)
    await host.writeAtomic(step.path, content)
  },
  revert: async (undo, host) => {
    const { path, before, after, made, values } = readUndo(undoSchema, undo)
    const now = await entryAt(host, path)
    if (!sameEntry(now, before)) {
      if (!sameContent(now, fromBase64(after)))
        throw new StepError('refused', `${path} has been changed since`)
      await restore(host, path, before)
    }
    await removeFolders(host, made)
    for (const [name, { old, new: given }] of Object.entries(values))
      if (old !== given && (await valueOf(host, name)) === given) await set(host, name, old)
  },
  diff: async (step, host) => {
    const bytes = contentOf(await fileAt(host, step.path))
    const text = bytes === undefined ? undefined : (fromUtf8(bytes) ?? '')
    return unifiedDiff(step.path, text, rewritten(step, bytes))
  },
})
