import type { Archive } from './install.ts'
import type { Argv } from './value.ts'

/** Exact undo: the file is the old one or the new one, also after a kill. */
export type AtomicStep =
  | {
      readonly kind: 'write-file'
      readonly path: string
      readonly content: string
      readonly mode?: number
    }
  | { readonly kind: 'remove-file'; readonly path: string }
  | { readonly kind: 'symlink'; readonly path: string; readonly target: string }
  /** Merges `patch` into a JSON file, keeps everything else, refuses what it cannot parse; `null` removes a key. */
  | { readonly kind: 'merge-json'; readonly path: string; readonly patch: Json }
  /** Puts lines between two marker lines, once. */
  | {
      readonly kind: 'text-block'
      readonly path: string
      readonly marker: string
      readonly lines: readonly string[]
    }
  /** Downloads, verifies against the pinned digest and places a program. */
  | {
      readonly kind: 'install-tool'
      readonly tool: 'minikube' | 'kubectl'
      readonly version: string
      readonly os: string
      readonly arch: string
      /** Of the program, or else the archive it comes in. */
      readonly sha256?: string
      readonly archive?: Archive
      readonly directory: string
    }
  /** Downloads a file, verifies it against the pinned digest and puts it where minikube looks first. */
  | {
      readonly kind: 'seed-cache'
      readonly url: string
      readonly sha256: string
      readonly path: string
      readonly executable: boolean
      /** To fetch, where its source has told. */
      readonly bytes?: number
    }

export const serviceManagers = ['systemd', 'sysv', 'openrc', 'snap'] as const
export type ServiceManager = (typeof serviceManagers)[number]

/** Has an inverse that gives back what was. */
export type CompensableStep =
  | {
      readonly kind: 'service'
      readonly unit: string
      readonly action: 'start' | 'restart' | 'unpause'
      /** Who starts services here; systemd unless told. */
      readonly manager?: ServiceManager
    }
  | { readonly kind: 'group-member'; readonly user: string; readonly group: string }
  | {
      readonly kind: 'chown'
      readonly paths: readonly string[]
      readonly user: string
      readonly recursive: boolean
    }
  | {
      readonly kind: 'sysctl'
      readonly settings: Readonly<Record<string, number>>
      readonly path: string
    }
  /** Pulls an image through docker, by tag; `as` is the further name it gets. */
  | {
      readonly kind: 'pull-image'
      readonly image: string
      readonly as?: string
      /** To fetch, where its registry has told. */
      readonly bytes?: number
    }
  /** Writes an image of docker's to a file where minikube looks first. */
  | { readonly kind: 'save-image'; readonly image: string; readonly path: string }
  /** Hands an image of docker's over to the running cluster. */
  | {
      readonly kind: 'load-image'
      readonly image: string
      readonly cluster: string
      /** Older releases do it with `cache add`. */
      readonly command: 'image load' | 'cache add'
    }

/** Cannot be taken back; the plan says so. */
export type IrreversibleStep =
  | {
      readonly kind: 'packages'
      readonly packages: readonly string[]
      readonly action: 'install' | 'upgrade'
    }
  | { readonly kind: 'prune-images' }
  | { readonly kind: 'delete-profile'; readonly profile: string }
  | {
      readonly kind: 'delete-leftovers'
      readonly containers: readonly string[]
      readonly volumes: readonly string[]
      readonly networks: readonly string[]
    }
  | { readonly kind: 'update-context'; readonly profile: string }
  | { readonly kind: 'minikube-start' }
  | { readonly kind: 'set-clock' }

/** Data: printable and idempotent. The interpreters live in `engine/steps`. */
export type Step = AtomicStep | CompensableStep | IrreversibleStep

export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [key: string]: Json }

/** What a person would type. */
export interface ByHand {
  readonly argv: Argv
  readonly root: boolean
}

/** A command that needs root's rights; shown with sudo to everybody else. */
export const asRoot = (...argv: Argv): ByHand => ({ argv, root: true })
export const asUser = (...argv: Argv): ByHand => ({ argv, root: false })
