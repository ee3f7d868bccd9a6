import type { Tool } from '../catalog/digests.ts'
import type { Platform } from './platform.ts'
import type { ToolFile } from './tool-files.ts'

/** Why a file cannot be the tool it is named after, by its header alone. */
export type ToolTrouble =
  | {
      readonly kind: 'not-a-program'
      readonly what: 'html' | 'xml' | 'archive' | 'text' | 'empty' | 'unknown'
    }
  | { readonly kind: 'windows-exe' }
  /** `<os>/<arch>`. */
  | { readonly kind: 'other-platform'; readonly built: string }
  | { readonly kind: 'truncated'; readonly needs: number }

/**
 * CPUs whose programs also run here. An emulated minikube builds an emulated cluster, so it must fit exactly; only on Windows
 * there is none for arm64 (minikube-releases: "windows-arm64 never"). Source: pitfalls CPU-2.
 */
const alsoRuns: Readonly<Record<Tool, Readonly<Record<string, readonly string[]>>>> = {
  minikube: { 'windows/arm64': ['amd64'] },
  kubectl: {
    'windows/arm64': ['amd64'],
    'darwin/arm64': ['amd64'],
    'linux/amd64': ['386'],
    'windows/amd64': ['386'],
  },
}

/** Whether this file can run here as that tool. A script may be a version manager's shim: it is asked, not judged. Pure. */
export const troubleOf = (
  tool: Tool,
  { format, size }: Pick<ToolFile, 'format' | 'size'>,
  { os, arch }: Platform,
): ToolTrouble | undefined => {
  if (format.kind === 'script') return undefined
  if (format.kind !== 'program') return { kind: 'not-a-program', what: format.kind }
  if (format.os === 'windows' && os === 'linux') return { kind: 'windows-exe' }
  const runs = new Set([arch, ...(alsoRuns[tool][`${os}/${arch}`] ?? [])])
  if (format.os !== os || !format.archs.some((built) => runs.has(built)))
    return { kind: 'other-platform', built: `${format.os}/${format.archs[0] ?? '?'}` }
  return format.needs !== undefined && size < format.needs
    ? { kind: 'truncated', needs: format.needs }
    : undefined
}
