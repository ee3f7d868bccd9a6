import type { Tool } from '../catalog/digests.ts'
import { builtFor } from '../catalog/tool-sources.ts'
import { judgePair } from '../facts/compat.ts'
import type { Platform } from '../facts/platform.ts'
import type { ToolFile, ToolFiles } from '../facts/tool-files.ts'
import type { ToolPlace } from '../facts/tool-place.ts'
import { troubleOf } from '../facts/tool-trouble.ts'
import type { ToolVersion } from '../facts/tool-version.ts'
import { download, installCare, installCommands } from '../fixes/install-tool.ts'
import type { Installable } from '../fixes/install-tool.ts'
import { problem } from '../model/check.ts'
import type { Found } from '../model/check.ts'
import type { Fix } from '../model/fix.ts'
import type { Pair, Request } from '../model/request.ts'
import { pinnedDigest } from '../profiles/digest.ts'
import { say } from '../model/text.ts'
import type { Text } from '../model/text.ts'
import { bytes, list, path, quote, term, version } from '../model/value.ts'
import type { Bytes, List, Path, Quote, Term, Version } from '../model/value.ts'

export type FileArgs = Installable & { readonly path: Path }

/** The installed minikube with the wanted Kubernetes: whether that would be refused. Pure. */
export const misfitsOf = (pair: Pair, { profile }: Request, platform: Platform) =>
  judgePair(pair, { platform, driver: profile.driver, runtime: profile.runtime })

/** The args every finding about a tool carries. Pure. */
export const installable = (
  { profile }: Request,
  tool: Tool,
  wanted: string,
  { os, arch }: Platform,
  place: ToolPlace | undefined,
): Installable => {
  const sha256 = pinnedDigest(profile, tool, wanted, `${os}-${builtFor({ os, arch })}`)
  return {
    wanted: version(wanted),
    os: term(os),
    arch: term(arch),
    sha256: sha256 === undefined ? undefined : term(sha256),
    directory: place === undefined ? undefined : path(place.directory),
    rights: term(place?.rights ?? 'user'),
  }
}

const contents: Readonly<Record<string, string>> = {
  html: 'a web page',
  xml: "a server's error message",
  archive: 'an archive that was not unpacked',
  text: 'plain text',
  empty: 'empty',
  unknown: 'no program this system knows',
}

export const installHint =
  (tool: Tool) =>
  (args: Installable): Text => {
    const { url } = download(tool, args)
    const what = say`Install ${tool} ${args.wanted}.`
    switch (installCare(tool, args)) {
      case 'none':
        return what
      case 'compare':
        return say`${what} Compare the download before it is installed, its sha256 is ${args.sha256 ?? ''}.`
      case 'no-digest':
        return say`${what} k8s-doctor knows no checksum of it for ${args.os}/${args.arch} and will not install it by itself; compare the file with ${`${url}.sha256`} first.`
    }
  }

/** What can be wrong with the file itself, the same for both tools. */
export const fileProblems = (tool: Tool, fix: Fix<Installable>) => {
  const repair = { hint: installHint(tool), commands: installCommands(tool), fix }
  return {
    'windows-exe': problem<FileArgs>({
      severity: 'error',
      stops: true,
      message: ({ path }) =>
        say`${path} is the Windows program: inside WSL it works on Windows' files, not on these`,
      ...repair,
    }),
    'not-executable': problem<FileArgs>({
      severity: 'error',
      stops: true,
      message: ({ path }) =>
        say`${path} may not be executed, so the shell does not find ${tool}: the download was not made executable`,
      ...repair,
    }),
    'not-a-program': problem<FileArgs & { readonly what: Term }>({
      severity: 'error',
      stops: true,
      message: ({ path, what }) =>
        say`${path} is not ${tool} but ${contents[what.value] ?? what.value}: the download went wrong`,
      ...repair,
    }),
    'other-platform': problem<FileArgs & { readonly built: Term }>({
      severity: 'error',
      stops: true,
      message: ({ path, built, os, arch }) =>
        say`${path} is built for ${built}, this machine is ${os}/${arch}: it does not work here`,
      ...repair,
    }),
    truncated: problem<FileArgs & { readonly size: Bytes; readonly needs: Bytes }>({
      severity: 'error',
      stops: true,
      message: ({ path, size, needs }) =>
        say`${path} was cut off: it has ${size}, its own header asks for ${needs}`,
      ...repair,
    }),
    broken: problem<FileArgs & { readonly said: Quote }>({
      severity: 'error',
      stops: true,
      message: ({ path, said }) => say`${path} does not tell its version: ${said}`,
      ...repair,
    }),
    'other-build': problem<{ readonly path: Path; readonly version: Version }>({
      severity: 'info',
      message: ({ path, version }) =>
        say`${path} says it is ${version}, but is not the file the project released: a distribution's build, Homebrew's, or a changed one`,
    }),
    several: problem<{ readonly path: Path; readonly others: List<'path'> }>({
      severity: 'warning',
      message: ({ path, others }) =>
        say`There is more than one ${tool} on PATH: ${path} wins here, another shell or sudo may take ${others}`,
      hint: () => say`Remove those you do not need.`,
    }),
  } as const
}

type FileFound = Found<ReturnType<typeof fileProblems>>

const troubleFound = (
  tool: Tool,
  file: ToolFile,
  platform: Platform,
  args: FileArgs,
): FileFound | undefined => {
  const trouble = troubleOf(tool, file, platform)
  switch (trouble?.kind) {
    case undefined:
      return undefined
    case 'windows-exe':
      return { code: 'windows-exe', args }
    case 'not-a-program':
      return { code: 'not-a-program', args: { ...args, what: term(trouble.what) } }
    case 'other-platform':
      return { code: 'other-platform', args: { ...args, built: term(trouble.built) } }
    case 'truncated':
      return {
        code: 'truncated',
        args: { ...args, size: bytes(file.size), needs: bytes(trouble.needs) },
      }
  }
}

/** Why nothing runs under that name although there is a file; undefined where something does, or nothing is there. Pure. */
export const fileFound = (
  tool: Tool,
  { winner, inert, windows }: ToolFiles,
  platform: Platform,
  base: Installable,
  answer: ToolVersion | undefined,
): FileFound | undefined => {
  if (winner === undefined) {
    if (inert !== undefined) return { code: 'not-executable', args: { ...base, path: path(inert) } }
    return windows === undefined
      ? undefined
      : { code: 'windows-exe', args: { ...base, path: path(windows) } }
  }
  const args = { ...base, path: path(winner.path) }
  if (answer?.kind === 'broken')
    return { code: 'broken', args: { ...args, said: quote(answer.said) } }
  return troubleFound(tool, winner, platform, args)
}

/** Told beside the version: a strange build, further files of the name. Pure. */
export const remarks = (
  { winner, others }: ToolFiles,
  answer: ToolVersion | undefined,
  released: boolean,
): readonly FileFound[] => {
  if (winner === undefined) return []
  const args = { path: path(winner.path) }
  return [
    ...(answer?.kind === 'known' && !answer.genuine && released
      ? [{ code: 'other-build' as const, args: { ...args, version: version(answer.version) } }]
      : []),
    ...(others.length > 0
      ? [{ code: 'several' as const, args: { ...args, others: list(others.map(path)) } }]
      : []),
  ]
}
