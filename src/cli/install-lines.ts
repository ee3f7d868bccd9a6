import { wantedDigest } from '../model/install.ts'
import type { InstallError, Installed } from '../model/install.ts'
import { formatBytes } from '../report/format.ts'
import { pad, width } from '../report/layout.ts'
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
    shown,
    words,
  }: { readonly shell: ShellPlan | undefined; readonly shown: Shown; readonly words: InstallWords },
): readonly string[] => {
  const { tool, version, os, arch, archive, size, urls } = download
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

const columns = (cells: readonly string[]): number => Math.max(...cells.map(width)) + 2

/** One sentence, what to do, and every source with what became of it. Pure. */
export const failureLines = (
  { download: { tool, version } }: InstallPlan,
  { failure, message, tried }: InstallError,
  { shown, words }: { readonly shown: Shown; readonly words: InstallWords },
): readonly string[] => {
  const advice = words.advice[failure]
  const told = failure === 'interrupted' || tried.length > 0 ? [] : [`  ${message}`]
  const rows = tried.map(
    ({ url, why, received }) => [formatBytes(received), why, shown(url)] as const,
  )
  const [bytes, whys] = [columns(rows.map(([cell]) => cell)), columns(rows.map(([, cell]) => cell))]
  return [
    words.failed({ tool, version }, failure),
    ...told,
    ...(rows.length === 0 ? [] : [words.tried]),
    ...rows.map(([size, why, url]) => `  ${pad(size, bytes)}${pad(why, whys)}${url}`),
    ...(advice === undefined ? [] : [advice]),
  ]
}
