import * as v from 'valibot'
import { installers, locate } from '../../installers/index.ts'
import { mirrorsFor } from '../../installers/mirrors.ts'
import type { Digest, Download, Placement } from '../../model/install.ts'
import type { Request } from '../../model/request.ts'
import { StepError } from '../../model/write-host.ts'
import type { WriteHost } from '../../model/write-host.ts'
import { defineInterpreter, readUndo } from './define.ts'
import type { StepOf } from './define.ts'
import { tools } from './stale.ts'

type InstallTool = StepOf<'install-tool'>

const undoSchema = v.object({
  path: v.string(),
  /** Under which it was fetched: its own digest, or that of the archive it came out of. */
  fetched: v.object({ algorithm: v.picklist(['sha256', 'sha512']), hex: v.string() }),
})

const fileOf = ({ tool, os }: InstallTool): string => (os === 'windows' ? `${tool}.exe` : tool)

const pathOf = (step: InstallTool): string => `${step.directory}/${fileOf(step)}`

const fetchedAs = ({ sha256 = '', archive }: InstallTool): Digest =>
  archive?.digest ?? { algorithm: 'sha256', hex: sha256 }

const downloadOf = (
  { tool, version, os, arch, sha256, archive }: InstallTool,
  { env }: WriteHost,
  { mirrors: named, profile }: Request,
): Download => {
  const mirrors = mirrorsFor({ named, env, profile, offline: false })
  if ('refused' in mirrors)
    throw new StepError(
      'refused',
      `${mirrors.refused} is no mirror: https, or http in a private network`,
    )
  return locate({ tool, version, os, arch, sha256, ...(archive && { archive }) }, mirrors)
}

const placementOf = (step: InstallTool): Placement => {
  const known = installers.find(({ tool }) => tool === step.tool)
  const proof = known === undefined ? {} : { selfTest: known.selfTest }
  return { directory: step.directory, file: fileOf(step), ...proof }
}

/** Fetches, verifies and places a program through the installer, which keeps what it replaces; `undo` gives that back. */
export const installTool = defineInterpreter<InstallTool>({
  kind: 'install-tool',
  reversibility: 'atomic',
  stale: tools,
  // What comes out of an archive has no digest beforehand; the installer knows what it took out, and what it does not replace.
  isDone: async (step, host) => {
    const [path, { sha256, archive }] = [pathOf(step), step]
    if (archive !== undefined) return host.isFrom(path, archive.digest)
    if (sha256 === undefined || (await host.stat(path))?.kind === 'directory') return false
    return (await host.sha256(path)) === sha256
  },
  prepare: async (step) => ({ path: pathOf(step), fetched: { ...fetchedAs(step) } }),
  perform: async (step, host, request) => {
    await host.place(downloadOf(step, host, request), placementOf(step))
  },
  revert: async (undo, host) => {
    const { path, fetched } = readUndo(undoSchema, undo)
    await host.displace(path, fetched)
  },
})
