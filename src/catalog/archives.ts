import type { Archive } from '../model/install.ts'
import data from './data/archive-digests.json' with { type: 'json' }

/** Packed programs of a release: those for people, those for nodes. */
export type ArchiveKind = 'client' | 'node'

type Table = Readonly<Record<string, Readonly<Record<string, string>>>>

const tables: Readonly<Record<ArchiveKind, Table>> = { client: data.client, node: data.node }

/** Programs that are packed too, and in what. Source: kubernetes/kubernetes build/lib/release.sh. */
const kinds = { kubectl: 'client', kubeadm: 'node', kubelet: 'node' } as const
export type Packed = keyof typeof kinds

/** The archive a program comes in. Pure. */
export const archiveKind = (tool: Packed): ArchiveKind => kinds[tool]

/**
 * Where the program lies in the archive that has a published sha512, for releases whose program has no sha256 in any table;
 * undefined for all others. Pure.
 */
export const archiveOf = (tool: Packed, version: string, platform: string): Archive | undefined => {
  const kind = kinds[tool]
  const hex = tables[kind][version]?.[platform]
  if (hex === undefined) return undefined
  const end = platform.startsWith('windows-') ? '.exe' : ''
  return {
    digest: { algorithm: 'sha512', hex },
    member: `kubernetes/${kind}/bin/${tool}${end}`,
  }
}

/** Versions with such an archive for that platform. Pure. */
export const archivedVersions = (tool: Packed, platform: string): readonly string[] =>
  Object.entries(tables[kinds[tool]]).flatMap(([version, known]) =>
    platform in known ? [version] : [],
  )
