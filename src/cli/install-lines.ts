import { isAbsence } from '../model/install-reason.ts'
import { wantedDigest } from '../model/install.ts'
import type { InstallError, Installed } from '../model/install.ts'
import { formatBytes } from '../report/format.ts'
import { pad, width } from '../report/layout.ts'
import type { NamedMirrors } from './install-mirrors.ts'
import type { InstallPlan, Present } from './install-plan.ts'
import type { InstallWords } from './install-words.ts'
import type { ShellPlan } from './shell-file.ts'

type Shown = (url: string) => string

const presentLine = (present: Present, words: InstallWords): string =>
  present.kind === 'release' ? `${present.tool} ${present.version}` : words.replaces[present.kind]

/** What would be done, as a person reads it. Pure. */
export const planLines = (
  { download, path, present }: InstallPlan,
  {
    shell,
    size,
    shown,
    words,
  }: {
    readonly shell: ShellPlan | undefined
    /** Bytes to fetch, where a source told. */
    readonly size: number | undefined
    readonly shown: Shown
    readonly words: InstallWords
  },
): readonly string[] => {
  const { tool, version, os, arch, archive, urls } = download
  const { algorithm, hex } = wantedDigest(download)
  const { labels } = words
  const rows: readonly (readonly [string, readonly string[]])[] = [
    [labels.target, [path]],
    [labels.replaces, [presentLine(present, words)]],
    [labels.member, archive === undefined ? [] : [archive.member]],
    [algorithm, [hex]],
    [labels.size, size === undefined ? [] : [formatBytes(size)]],
    [labels.source, urls.length === 0 ? [words.fromCache] : urls.map(shown)],
    [labels.shell, shell === undefined ? [] : [shell.file, ...shell.lines]],
  ]
  const column = Math.max(...rows.map(([label]) => width(label))) + 2
  const lines = rows.flatMap(([label, values]) =>
    values.map((value, index) => `  ${pad(index === 0 ? label : '', column)}${value}`),
  )
  return [`${tool} ${version} (${os}/${arch})`, ...lines, words.dryRun]
}

/** What came of it. Pure. */
export const resultLines = (
  { download: { tool, version } }: InstallPlan,
  { path, transaction, bytes, ms, from, already }: Installed,
  { nameOf, words }: { readonly nameOf: Shown; readonly words: InstallWords },
): readonly string[] => {
  if (already) return [words.already({ tool, version, path })]
  const names = [...new Set(from.map(nameOf))]
  const seconds = Math.round(ms / 100) / 10
  return [
    words.installed({ tool, version, path, bytes, seconds, from: names }),
    words.undoWith(`k8s-doctor undo ${transaction}`),
  ]
}

type Tried = InstallError['tried'][number]

/** What the same host said of several of its paths, once. */
const triedLines = (
  tried: readonly Tried[],
  { shown, nameOf }: Pick<NamedMirrors, 'shown' | 'nameOf'>,
  words: InstallWords,
): readonly string[] => {
  const groups = new Map<string, Tried[]>()
  for (const each of tried) {
    const name = nameOf(each.url)
    const hasMore = tried.some((other) => nameOf(other.url) === name && !isAbsence(other.reason))
    // Where it has the file under one path, that it has none under another tells nothing.
    if (isAbsence(each.reason) && hasMore) continue
    const key = `${name} ${each.why}`
    groups.set(key, [...(groups.get(key) ?? []), each])
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group
    if (first === undefined) return []
    const bytes = group.reduce((sum, { received }) => sum + received, 0)
    const more = group.length > 1 ? [words.andMore(group.length - 1)] : []
    const got = bytes === 0 ? [] : [formatBytes(bytes)]
    return [
      `  ${[shown(first.url), ...more].join('  ')}`,
      `    ${[words.reason(first.reason), ...got].join('  ')}`,
    ]
  })
}

/** What a person can do about it. */
const adviceFor = (
  { failure, reason }: InstallError,
  { placement: { directory } }: Pick<InstallPlan, 'placement'>,
  { words, isRoot }: { readonly words: InstallWords; readonly isRoot: boolean },
): string | undefined => {
  if (failure !== 'not-writable' || reason.code !== 'system') return words.advice[failure]
  const [place, code] = reason.args
  if (!`${place}/`.startsWith(`${directory}/`)) return words.advice.cache
  const denied = code === 'EACCES' || code === 'EPERM'
  return words.advice[denied && !isRoot ? 'no-rights' : failure]
}

/** One sentence, what to do, and every source with what became of it. Pure. */
export const failureLines = (
  plan: Pick<InstallPlan, 'download' | 'placement'>,
  error: InstallError,
  {
    mirrors,
    words,
    isRoot,
  }: {
    readonly mirrors: Pick<NamedMirrors, 'shown' | 'nameOf'>
    readonly words: InstallWords
    readonly isRoot: boolean
  },
): readonly string[] => {
  const { tool, version } = plan.download
  const { failure, reason } = error
  const advice = adviceFor(error, plan, { words, isRoot })
  const tried = failure === 'interrupted' ? [] : error.tried
  const isSaid = reason.code === 'interrupted' || reason.code === 'none-delivered'
  const told = isSaid ? [] : [`  ${words.reason(reason)}`]
  return [
    words.failed({ tool, version }, failure),
    ...told,
    ...(tried.length === 0 ? [] : [words.tried]),
    ...triedLines(tried, mirrors, words),
    ...(advice === undefined ? [] : [advice]),
  ]
}
